/** An address as a number of so many bits. */
export interface IpAddress {
  readonly width: 32 | 128
  readonly value: bigint
}

/** Undefined for what is no address. `::ffff:192.0.2.1` is 192.0.2.1: the same machine must not have two. */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (!text.includes(':')) {
    const value = parseVersion4(text)
    return value === undefined ? undefined : { width: 32, value }
  }
  const value = parseVersion6(text)
  if (value === undefined) return undefined
  return value >> 32n === 0xffffn ? { width: 32, value: value & 0xffffffffn } : { width: 128, value }
}

/** The first bits of an address, as a name for the network that they are of. */
export function networkOf({ width, value }: IpAddress, bits: number): string {
  return `${width}/${bits}/${(value >> BigInt(width - bits)).toString(16)}`
}

function parseVersion4(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return undefined
  }
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n)
}

/** RFC 4291 section 2.2. */
function parseVersion6(text: string): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::')
  // An IPv4 address may stand at the end alone.
  if (text.length > 45 || more.length > 0 || (tail !== undefined && head.includes('.'))) return undefined
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')]
  if (before === undefined || after === undefined) return undefined
  const missing = 8 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...before, ...Array.from({ length: missing }, () => 0n), ...after]
  return groups.reduce((value, group) => (value << 16n) | group, 0n)
}

function groupsOf(text: string): readonly bigint[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const last = parts.at(-1) ?? ''
  const embedded = last.includes('.') ? parseVersion4(last) : undefined
  const words = last.includes('.') ? parts.slice(0, -1) : parts
  if (last.includes('.') && embedded === undefined) return undefined
  if (!words.every((word) => /^[0-9a-f]{1,4}$/i.test(word))) return undefined
  const groups = words.map((word) => BigInt(`0x${word}`))
  return embedded === undefined ? groups : [...groups, embedded >> 16n, embedded & 0xffffn]
}
