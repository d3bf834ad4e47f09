import { newUuid } from '../../crypto/identifiers.ts'
import { signJwt } from '../../crypto/jose/jwt.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { machineTokenClaims } from '../../domain/tokens/token-claims.ts'
import { customizedAccessClaims } from '../../domain/tokens/token-customization.ts'
import { tokenValidity } from '../../domain/app-clients/token-validity.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { customizeTokens } from './customize-tokens.ts'
import { issuerOf } from '../user-pools/issuer-of.ts'
import { requireSigningKey } from '../user-pools/signing-keys.ts'
import type { TriggerFailure } from '../triggers/run-trigger.ts'
import type { Metadata, TriggerPorts } from '../triggers/trigger.ts'

export interface MachineTokenRequest {
  readonly pool: UserPool
  readonly client: AppClient
  readonly scopes: readonly string[]
  /** RFC 8707: becomes `aud`. */
  readonly resource?: string | undefined
  /** RFC 9449: of the key that the token is bound to. */
  readonly keyThumbprint?: string | undefined
  readonly userAgent?: string | undefined
  readonly clientMetadata?: Metadata
}

export interface MachineToken {
  readonly kind: 'issued'
  readonly accessToken: string
  readonly expiresInSeconds: number
}

/**
 * Signs an access token for a client itself: nobody signs in, so there is no user, no session and nothing to refresh
 * or revoke. The caller has authenticated the client and found the scopes to be its own.
 */
export async function issueMachineToken(
  ports: TriggerPorts & Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  { pool, client, scopes, resource, keyThumbprint, userAgent, clientMetadata }: MachineTokenRequest,
): Promise<MachineToken | TriggerFailure> {
  const owned = { pool, client, user: undefined, scopes, userAgent, clientMetadata }
  const customized = await customizeTokens(ports, { ...owned, source: 'ClientCredentials' })
  if (customized.kind === 'trigger-failed') return customized
  const keys = await ports.storage.userPools.listSigningKeys(pool.id)
  const issuedAt = ports.clock.now()
  const key = requireSigningKey(keys, 'access', issuedAt)
  const tokenId = newUuid((size) => ports.random.bytes(size))
  const facts = { issuer: issuerOf(ports, pool), client, issuedAt, scopes, resource, keyThumbprint }
  const own = machineTokenClaims(facts, tokenId)
  const claims = customizedAccessClaims(own, customized.customization)
  const accessToken = await signJwt(key.kid, claims, key.privateKey)
  return { kind: 'issued', accessToken, expiresInSeconds: tokenValidity(client.configuration).accessTokenSeconds }
}
