import { relyingParty, type RelyingParty } from '../../domain/factors/relying-party.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

/**
 * The relying party of a pool: the one it names, or its custom domain, or its prefix domain; undefined where there is
 * none of them.
 */
export async function findRelyingParty(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  pool: UserPool,
): Promise<RelyingParty | undefined> {
  const domains = await ports.storage.userPools.listDomains(pool.id)
  const domain = domains.find(({ customDomainConfig }) => customDomainConfig !== undefined) ?? domains.at(0)
  const own = new URL(domain ? ports.addresses.domainOrigin(domain) : ports.addresses.endpointsBase(pool.id, undefined))
  const id = pool.mfa.WebAuthnConfiguration?.RelyingPartyId ?? (domain && own.hostname)
  // At whose own host browsers find the others named (`login/well-known.ts`).
  const isOwnHost = domain !== undefined && id === own.hostname
  const related = isOwnHost ? domains.map((each) => ports.addresses.domainOrigin(each)) : []
  return id === undefined ? undefined : relyingParty(id, own.port, related)
}
