import { newUuid } from '../crypto/identifiers.ts'
import { signJwt } from '../crypto/jwt.ts'
import type { AppClient } from '../domain/app-client.ts'
import { machineTokenClaims } from '../domain/token-claims.ts'
import { tokenValidity } from '../domain/token-validity.ts'
import type { UserPool } from '../domain/user-pool.ts'
import type { Ports } from '../ports/ports.ts'
import { issuerOf } from './issuer-of.ts'
import { requireSigningKey } from './signing-keys.ts'

export interface MachineToken {
  readonly accessToken: string
  readonly expiresInSeconds: number
}

/**
 * Signs an access token for a client itself: nobody signs in, so there is no user, no session and nothing to refresh
 * or revoke. The caller has authenticated the client and found the scopes to be its own.
 */
export async function issueMachineToken(
  ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'storage'>,
  { pool, client, scopes }: { readonly pool: UserPool; readonly client: AppClient; readonly scopes: readonly string[] },
): Promise<MachineToken> {
  const keys = await ports.storage.userPools.listSigningKeys(pool.id)
  const issuedAt = ports.clock.now()
  const key = requireSigningKey(keys, 'access', issuedAt)
  const tokenId = newUuid((size) => ports.random.bytes(size))
  const claims = machineTokenClaims({ issuer: issuerOf(ports, pool), client, issuedAt, scopes }, tokenId)
  const accessToken = await signJwt(key.kid, claims, key.privateKey)
  return { accessToken, expiresInSeconds: tokenValidity(client.configuration).accessTokenSeconds }
}
