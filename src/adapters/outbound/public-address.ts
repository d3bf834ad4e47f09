import { parseIpAddress } from '../../domain/risk/ip-address.ts'
import { isInRanges } from '../../domain/risk/ip-range.ts'

/** What the registries of special-purpose addresses keep from the public internet (RFC 6890), and multicast. */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]

/** All that is given out to anybody is within this; the rest, `64:ff9b::` for IPv4 included, may lead anywhere. */
const global6 = ['2000::/3']
/** Tunnels, which carry an IPv4 address of whoever wrote them, and what is for documents and tests. */
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

/** Instance metadata and the neighbours on the wire: never, whatever the operator allows. */
const neverReached = ['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::254/128', '0.0.0.0/8', '224.0.0.0/3', 'ff00::/8']

/** Whether an address is one of the public internet. `::ffff:10.0.0.1` is 10.0.0.1. */
export function isPublicAddress(text: string): boolean {
  const address = parseIpAddress(text)
  if (address === undefined) return false
  if (address.width === 32) return !isInRanges(text, special4)
  return isInRanges(text, global6) && !isInRanges(text, special6)
}

export function isNeverReached(text: string): boolean {
  return isInRanges(text, neverReached)
}
