import { networkOf, parseIpAddress, type IpAddress } from './ip-address.ts'

/** Whether this is a range as Cognito takes them: `192.0.2.0/24`, `2001:db8::/32`. */
export function isIpRange(text: string): boolean {
  return parseRange(text) !== undefined
}

/** Whether an address is in one of the ranges. What is no address is in none. */
export function isInRanges(address: string, ranges: readonly string[]): boolean {
  const parsed = ranges.length === 0 ? undefined : parseIpAddress(address)
  return parsed !== undefined && rangesOf(ranges).some((range) => isWithin(parsed, range))
}

interface IpRange {
  readonly base: IpAddress
  readonly bits: number
}

/** Settings come from a cache, the same object each time: they are parsed once. */
const parsed = new WeakMap<readonly string[], readonly IpRange[]>()

function rangesOf(texts: readonly string[]): readonly IpRange[] {
  const known = parsed.get(texts)
  if (known !== undefined) return known
  const ranges = texts.map(parseRange).filter((range) => range !== undefined)
  parsed.set(texts, ranges)
  return ranges
}

function isWithin(address: IpAddress, { base, bits }: IpRange): boolean {
  return address.width === base.width && networkOf(address, bits) === networkOf(base, bits)
}

function parseRange(text: string): IpRange | undefined {
  const [address = '', bits = '', ...more] = text.split('/')
  const base = parseIpAddress(address)
  if (base === undefined || more.length > 0 || !/^\d{1,3}$/.test(bits)) return undefined
  return Number(bits) <= base.width ? { base, bits: Number(bits) } : undefined
}
