import type { DomainDefinition } from '../definition/domain.ts'

/** The domain of a host in lower case; a name of its own goes before a wildcard. */
export function findDomain(domains: ReadonlyMap<string, DomainDefinition>, host: string): DomainDefinition | undefined {
  return domains.get(host) ?? domains.get(host.replace(/^[^.]+/, '*'))
}
