const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads JSON that two readers cannot understand differently: well-formed UTF-8, and no object that names a member
 * twice (RFC 7515 section 4). Undefined for anything else.
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  try {
    const text = utf8.decode(bytes)
    const value: unknown = JSON.parse(text)
    return countMembers(value) === countColons(text) ? value : undefined
  } catch {
    // Neither the decoder nor the parser can refuse without throwing.
    return undefined
  }
}

/** An object, as opposed to an array or null. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The members that are left after parsing: a repeated name has overwritten its earlier member. */
function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const members = Object.values(value)
  const own = Array.isArray(value) ? 0 : members.length
  return members.reduce((sum: number, member) => sum + countMembers(member), own)
}

/** The members that were written: in valid JSON, each has the one colon that stands outside strings. */
function countColons(json: string): number {
  let colons = 0
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charCodeAt(at)
    if (character === 0x3a) colons += 1
    if (character === 0x22) at = endOfString(json, at + 1)
  }
  return colons
}

function endOfString(json: string, from: number): number {
  let at = from
  while (json.charCodeAt(at) !== 0x22) at += json.charCodeAt(at) === 0x5c ? 2 : 1
  return at
}
