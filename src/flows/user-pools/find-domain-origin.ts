import type { Ports } from '../../ports/ports.ts'

/** Where links in messages lead: to the pool's own domain as it is configured, never to a host that a request named. */
export async function findDomainOrigin(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  poolId: string,
): Promise<string | undefined> {
  const domains = await ports.storage.userPools.listDomains(poolId)
  const domain = domains.find(({ customDomainConfig }) => customDomainConfig) ?? domains.at(0)
  return domain && ports.addresses.domainOrigin(domain)
}
