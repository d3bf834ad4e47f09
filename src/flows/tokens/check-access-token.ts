import { isJwtExpired, type JwtClaims } from '../../crypto/jose/jwt.ts'
import { isJsonObject } from '../../crypto/jose/strict-json.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { TokenFamily } from '../../domain/sessions/token-family.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { findUser } from '../users/find-user.ts'
import { isSessionAlive } from './is-session-alive.ts'
import { selfServiceScope } from './mint-session.ts'
import { verifyAccessJwt } from './verify-access-jwt.ts'

/** A living access token, with everything it stands for. */
export interface ValidAccessToken {
  readonly kind: 'valid'
  readonly pool: UserPool
  readonly client: AppClient
  readonly user: User
  readonly claims: JwtClaims
  readonly family: TokenFamily
  readonly scopes: readonly string[]
}

export interface InvalidAccessToken {
  readonly kind: 'invalid'
  readonly reason:
    | 'malformed'
    | 'bad-signature'
    | 'expired'
    | 'revoked'
    | 'scope-missing'
    | 'client-deleted'
    | 'user-deleted'
    | 'user-unconfirmed'
    /** Somebody else has the deleted user's name now. */
    | 'user-replaced'
    | 'user-disabled'
  readonly clientId?: string
}

export interface AccessTokenUse {
  /** Null where the token may be for anything. */
  readonly requiredScope?: string | null
  /** Of the key that came with the token: one that is bound to a key is none without it. `any` where nothing is given for it. */
  readonly keyThumbprint?: string | undefined
}

/**
 * Decides whether an access token is good at this moment: genuine, of this installation, not expired, and neither
 * its session, its client nor its user gone since. What is thrown away offline, this must look up: it is the
 * difference between revoked now and revoked within the hour (cognito-api contract, section 4.2).
 */
export async function checkAccessToken(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  token: string,
  { requiredScope = selfServiceScope, keyThumbprint }: AccessTokenUse = {},
): Promise<ValidAccessToken | InvalidAccessToken> {
  const genuine = await verifyGenuine(ports, token)
  if (genuine.kind === 'invalid') return genuine
  const { pool, claims } = genuine
  const now = ports.clock.now()
  if (isJwtExpired(claims.all, now)) return invalid('expired')

  const [client, user, family, signedOutAt] = await Promise.all([
    ports.storage.appClients.find(claims.clientId),
    ports.storage.users.find(pool.id, claims.sub),
    ports.storage.sessions.findTokenFamily(pool.id, claims.familyId),
    ports.storage.users.findSignedOutAt(pool.id, claims.sub),
  ])
  if (client?.poolId !== pool.id) return { ...invalid('client-deleted'), clientId: claims.clientId }
  if (user === undefined) return invalid(await whyUserIsGone(ports, pool, claims.username))
  if (!user.enabled) return invalid('user-disabled')
  if (!isSessionAlive(family, claims, signedOutAt)) return invalid('revoked')
  if (!isOfKey(claims.all, keyThumbprint)) return invalid('malformed')
  const scopes = claims.scope.split(' ')
  if (requiredScope !== null && !scopes.includes(requiredScope)) return invalid('scope-missing')
  return { kind: 'valid', pool, client, user, claims: claims.all, family, scopes }
}

interface GenuineToken {
  readonly kind: 'genuine'
  readonly pool: UserPool
  readonly claims: AccessClaims
}

/** The claims that every access token of a user has, read once. */
interface AccessClaims {
  readonly all: JwtClaims
  readonly sub: string
  readonly username: string
  readonly clientId: string
  readonly familyId: string
  readonly scope: string
}

async function verifyGenuine(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  token: string,
): Promise<GenuineToken | InvalidAccessToken> {
  const genuine = await verifyAccessJwt(ports, token)
  if (genuine.kind === 'invalid') return genuine
  // A client's own token (client_credentials) names no user.
  if (genuine.claims.username === undefined) return invalid('scope-missing')
  const claims = readClaims(genuine.claims)
  return claims === undefined ? invalid('malformed') : { kind: 'genuine', pool: genuine.pool, claims }
}

function readClaims(all: JwtClaims): AccessClaims | undefined {
  const { sub, username, client_id: clientId, origin_jti: originId, event_id: eventId, scope } = all
  const familyId = originId ?? eventId
  if (typeof sub !== 'string' || typeof username !== 'string' || typeof clientId !== 'string') return undefined
  if (typeof familyId !== 'string' || typeof scope !== 'string') return undefined
  return { all, sub, username, clientId, familyId, scope }
}

/** RFC 9449 section 7.1: neither may a bound token come as any other, nor another one as bound. */
function isOfKey({ cnf }: JwtClaims, thumbprint: string | undefined): boolean {
  if (thumbprint === 'any') return true
  return (isJsonObject(cnf) ? cnf.jkt : undefined) === thumbprint
}

async function whyUserIsGone(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  username: string,
): Promise<InvalidAccessToken['reason']> {
  const successor = await findUser(ports, pool, username)
  if (successor === undefined) return 'user-deleted'
  return successor.status === 'UNCONFIRMED' ? 'user-unconfirmed' : 'user-replaced'
}

function invalid(reason: InvalidAccessToken['reason']): InvalidAccessToken {
  return { kind: 'invalid', reason }
}
