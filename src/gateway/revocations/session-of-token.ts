import type { JwtClaims } from '../../crypto/jose/jwt.ts'

/** What a token of a user pool tells of the session behind it. */
export interface SessionOfToken {
  readonly issuer: string
  readonly poolId: string
  readonly clientId: string
  /** Nothing of these in a client's own token (client_credentials), which names no user. */
  readonly user:
    | { readonly sub: string; readonly familyId: string; readonly authenticatedAtSeconds: number }
    | undefined
}

/** Undefined where the token does not tell all of it, so that nobody can say whether it was revoked. */
export function sessionOfToken(claims: JwtClaims): SessionOfToken | undefined {
  const { iss: issuer, sub } = claims
  const clientId = clientOf(claims)
  if (typeof issuer !== 'string' || typeof sub !== 'string' || clientId === undefined) return undefined
  const from = { issuer, poolId: issuer.slice(issuer.lastIndexOf('/') + 1), clientId }
  if (sub === clientId) return { ...from, user: undefined }
  const familyId = claims['origin_jti'] ?? claims['event_id']
  const authenticatedAtSeconds = claims['auth_time']
  if (typeof familyId !== 'string' || typeof authenticatedAtSeconds !== 'number') return undefined
  return { ...from, user: { sub, familyId, authenticatedAtSeconds } }
}

/** An ID token names its client in `aud`; an access token's `aud` is the resource that it is for. */
function clientOf(claims: JwtClaims): string | undefined {
  const named = claims['token_use'] === 'id' ? claims['aud'] : claims['client_id']
  return typeof named === 'string' ? named : undefined
}
