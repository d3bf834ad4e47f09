import { newUuid } from '../../crypto/identifiers.ts'
import { signJwt } from '../../crypto/jose/jwt.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import { accessTokenClaims, idTokenClaims } from '../../domain/tokens/token-claims.ts'
import { customizedAccessClaims, customizedIdClaims } from '../../domain/tokens/token-customization.ts'
import type { TokenFamily } from '../../domain/sessions/token-family.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { CustomizedTokens } from './customize-tokens.ts'
import { issuerOf } from '../user-pools/issuer-of.ts'
import { requireSigningKey } from '../user-pools/signing-keys.ts'

export interface IssuedTokens {
  readonly accessToken: string
  /** Absent for an OAuth grant without `openid`. */
  readonly idToken: string | undefined
  /** How long the access token lives. */
  readonly expiresInSeconds: number
}

/**
 * Signs an access and an ID token of a family with the pool's two keys. It asks for no proof: only `mintSession` and
 * `refreshTokens` call it.
 */
export async function issueTokens(
  ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'storage'>,
  request: {
    readonly pool: UserPool
    readonly client: AppClient
    readonly user: User
    readonly family: TokenFamily
    readonly customized: CustomizedTokens
    readonly nonce?: string | undefined
  },
): Promise<IssuedTokens> {
  const { pool, client, user, family, nonce } = request
  const { groups, customization } = request.customized
  const keys = await ports.storage.userPools.listSigningKeys(pool.id)
  const issuedAt = ports.clock.now()
  const facts = { issuer: issuerOf(ports, pool), client, user, groups, family, issuedAt }
  const newTokenId = () => newUuid((size) => ports.random.bytes(size))

  const accessKey = requireSigningKey(keys, 'access', issuedAt)
  const idKey = requireSigningKey(keys, 'id', issuedAt)
  const accessClaims = customizedAccessClaims(accessTokenClaims(facts, newTokenId()), customization)
  const signedAccessToken = signJwt(accessKey.kid, accessClaims, accessKey.privateKey)
  // Only an OAuth ID token names the access token (`at_hash`); the others are signed side by side.
  const isOfOAuth = family.origin === 'oauth'
  const hashedAccessToken = isOfOAuth ? await signedAccessToken : undefined
  const ownIdClaims = idTokenClaims(facts, newTokenId(), { nonce, accessToken: hashedAccessToken })
  const sid = toldSid(pool, client, family)
  const idClaims = { ...customizedIdClaims(ownIdClaims, customization), ...(sid !== undefined && { sid }) }
  const wantsIdToken = !isOfOAuth || family.scopes.includes('openid')
  const [accessToken, idToken] = await Promise.all([
    signedAccessToken,
    wantsIdToken ? signJwt(idKey.kid, idClaims, idKey.privateKey) : undefined,
  ])
  return { accessToken, idToken, expiresInSeconds: Number(accessClaims.exp) - Number(accessClaims.iat) }
}

/** OpenID Connect Back-Channel Logout 1.0 section 2.1. A claim of this name by a function of the pool gives way. */
function toldSid(pool: UserPool, client: AppClient, { sid }: TokenFamily): string | undefined {
  return extraOf(pool, 'backchannel-logout-uri', client) === 'off' ? undefined : sid
}
