import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

/** The issuer of the tokens that a pool gives out now (IssuerConfiguration). */
export function issuerOf({ addresses }: Pick<Ports, 'addresses'>, { id, configuration }: UserPool): string {
  return addresses.issuer(id, configuration.IssuerConfiguration?.Type)
}

/** Whether this is an issuer of the pool: the one of now, or the other spelling, which older tokens may have. */
export function isIssuerOf({ addresses }: Pick<Ports, 'addresses'>, poolId: string, issuer: unknown): boolean {
  return issuer === addresses.issuer(poolId) || issuer === addresses.issuer(poolId, 'UPDATED')
}
