import type { Passkey } from '../../domain/factors/passkey.ts'
import type { RelyingParty } from '../../domain/factors/relying-party.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { findRelyingParty } from './find-relying-party.ts'
import { listPasskeys } from './list-passkeys.ts'

/** The passkeys of a user that are for the pool's relying party; for a `sub` nobody has, the same work and none. */
export async function findUsablePasskeys(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  pool: UserPool,
  sub: string,
): Promise<{ readonly relyingParty: RelyingParty | undefined; readonly passkeys: readonly Passkey[] }> {
  const [relyingParty, all] = await Promise.all([
    findRelyingParty(ports, pool),
    listPasskeys(ports, { poolId: pool.id, sub }),
  ])
  return { relyingParty, passkeys: all.filter(({ relyingPartyId }) => relyingPartyId === relyingParty?.id) }
}
