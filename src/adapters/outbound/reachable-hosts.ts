import { isInRanges, isIpRange } from '../../domain/risk/ip-range.ts'
import { isNeverReached, isPublicAddress } from './public-address.ts'

/** What may be reached: the public internet, and of the operator's own network only what is named. */
export interface ReachableHosts {
  /** Whether a host is one that the operator named. Such hosts may have any port. */
  isNamed(hostname: string): boolean
  mayReach(hostname: string, address: string): boolean
}

/** `idp.corp.example`, `*.corp.example`, `10.1.0.0/16`, `10.1.2.3`. */
export function reachableHosts(named: readonly string[]): ReachableHosts {
  const ranges = named.map(asRange).filter((range) => range !== undefined)
  const names = new Set(named.filter((entry) => asRange(entry) === undefined).map((name) => name.toLowerCase()))
  const isNamed = (hostname: string): boolean => {
    if (names.has(hostname)) return true
    return [...names].some((name) => name.startsWith('*.') && hostname.endsWith(name.slice(1)))
  }
  return {
    isNamed: (hostname) => isNamed(hostname) || isInRanges(hostname, ranges),
    mayReach: (hostname, address) =>
      !isNeverReached(address) && (isPublicAddress(address) || isNamed(hostname) || isInRanges(address, ranges)),
  }
}

function asRange(entry: string): string | undefined {
  if (isIpRange(entry)) return entry
  const whole = `${entry}/${entry.includes(':') ? 128 : 32}`
  return isIpRange(whole) ? whole : undefined
}
