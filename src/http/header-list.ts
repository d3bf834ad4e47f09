/** Header fields in their order and with their repetitions, names as they were written. */
export type HeaderList = readonly (readonly [name: string, value: string])[]

export function headerListFromRaw(raw: readonly string[]): HeaderList {
  const list: (readonly [string, string])[] = []
  for (let i = 0; i + 1 < raw.length; i += 2) list.push([raw[i] ?? '', raw[i + 1] ?? ''])
  return list
}

export function rawFromHeaderList(headers: HeaderList): string[] {
  const raw: string[] = []
  for (const [name, value] of headers) raw.push(name, value)
  return raw
}

export function headerValues(headers: HeaderList, name: string): readonly string[] {
  const wanted = name.toLowerCase()
  const values: string[] = []
  for (const [header, value] of headers) {
    if (isNamed(header, wanted)) values.push(value)
  }
  return values
}

/** The last value, as AWS reads a single-value header; undefined where the header is absent. */
export function findHeader(headers: HeaderList, name: string): string | undefined {
  const wanted = name.toLowerCase()
  let found: string | undefined
  for (const [header, value] of headers) if (isNamed(header, wanted)) found = value
  return found
}

function isNamed(header: string, wanted: string): boolean {
  return header === wanted || (header.length === wanted.length && header.toLowerCase() === wanted)
}

export function withoutHeaders(headers: HeaderList, isUnwanted: (lowerCaseName: string) => boolean): HeaderList {
  return withoutNames(headers, (name) => isUnwanted(name.toLowerCase()))
}

/** The same by names as they are spelled; for what is asked of every request (`onceForEachName`). */
export function withoutNames(headers: HeaderList, isUnwanted: (name: string) => boolean): HeaderList {
  const kept: (readonly [string, string])[] = []
  for (const header of headers) if (!isUnwanted(header[0])) kept.push(header)
  return kept
}

/** The list with one field of that name, in place of all that were there. */
export function withHeader(headers: HeaderList, name: string, value: string): HeaderList {
  const wanted = name.toLowerCase()
  return [...withoutHeaders(headers, (header) => header === wanted), [name, value]]
}

const TOKEN = /^[!#$%&'*+\-.^`|~\w]+$/
const UNPRINTABLE = /[^\t\u0020-\u007E\u0080-\u00FF]/

/** What may be written to a wire: a token as the name, and no control character or non-octet in the value. */
export function isWritableHeader(name: string, value: string): boolean {
  return isWritableName(name) && isWritableValue(value)
}

export function isWritableName(name: string): boolean {
  return TOKEN.test(name)
}

export function isWritableValue(value: string): boolean {
  return !UNPRINTABLE.test(value)
}

/** A text as a header carries it: octets. One that was read from a header is octets already. */
export function headerOctets(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return /[^\u0000-\u00FF]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text
}
