import type { Ports } from '../../ports/ports.ts'

const atOnce = 60

/**
 * Maps ids of this installation's pools to their issuers. Throws where one of `existing` looks like a pool's id and is
 * none of these: nobody would ever be let in.
 */
export async function ownIssuerOf(
  { addresses, storage }: Pick<Ports, 'addresses' | 'storage'>,
  existing: Readonly<Record<string, string>>,
): Promise<(poolId: string) => string | undefined> {
  const own = new Set<string>()
  let after: string | undefined
  do {
    const { items, next } = await storage.userPools.list({ limit: atOnce, after })
    for (const { id } of items) own.add(id)
    after = next
  } while (after !== undefined)
  for (const [logicalId, id] of Object.entries(existing)) {
    const isThere = id.includes('_') ? own.has(id) : (await storage.appClients.find(id)) !== undefined
    if (!isThere)
      throw new Error(`--existing ${logicalId}=${id}: this installation has no such user pool or app client.`)
  }
  return (poolId) => (own.has(poolId) ? ownIssuer({ addresses }, poolId) : undefined)
}

/** Undefined where issuers are spelled AWS's way: then the template's own spelling says which of the two it means. */
export function ownIssuer({ addresses }: Pick<Ports, 'addresses'>, poolId: string): string | undefined {
  const issuer = addresses.issuer(poolId)
  return addresses.issuer(poolId, 'UPDATED') === issuer ? issuer : undefined
}
