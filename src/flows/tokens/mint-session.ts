import { newSessionId, newUuid } from '../../crypto/identifiers.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import { isGuessable } from '../../domain/sign-in/amr.ts'
import { refused, type SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import { mostTokenSessions } from '../../domain/sessions/session-limits.ts'
import type { SessionTrack } from '../../domain/sessions/session-tracking.ts'
import { acrLevel, acrName } from '../../domain/user-pools/acr.ts'
import type { TokenFamily } from '../../domain/sessions/token-family.ts'
import { isRevocable } from '../../domain/sign-in/session-settings.ts'
import { tokenValidity } from '../../domain/app-clients/token-validity.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Authenticated } from '../sessions/authenticated.ts'
import { confirmWithTrigger } from './confirm-with-trigger.ts'
import { customizeTokens } from './customize-tokens.ts'
import { guardRefusal } from '../guard-refusal.ts'
import { issueTokens, type IssuedTokens } from './issue-tokens.ts'
import { refreshTokenHash, sealFamilyToken } from './refresh-token.ts'
import { trackSession } from '../sessions/track-session.ts'
import { refusedByTrigger } from '../triggers/refused-by-trigger.ts'
import type { TokenSource } from '../triggers/pre-token-generation.ts'
import type { TriggerPorts } from '../triggers/trigger.ts'

/** What the new session is for. The API's tokens have the one scope of self-service. */
export type SessionGrant =
  | { readonly origin: 'api' }
  | {
      readonly origin: 'oauth'
      readonly scopes: readonly string[]
      readonly nonce: string | undefined
      /** RFC 8707: becomes the access token's `aud`. */
      readonly resource: string | undefined
      /** RFC 9449: of the key that the tokens are bound to. */
      readonly keyThumbprint?: string | undefined
      /** The implicit grant hands out no refresh token. */
      readonly isRefreshable: boolean
      /** The tracked session of the browser, if it was given to one. */
      readonly originSessionId: string | undefined
      /** What app clients know the browser's session by. */
      readonly sid?: string | undefined
    }

export interface MintedSession {
  readonly kind: 'minted'
  readonly tokens: IssuedTokens
  readonly refreshToken: string | undefined
  readonly family: TokenFamily
}

export const selfServiceScope = 'aws.cognito.signin.user.admin'

/**
 * Turns a proven sign-in into tokens: commits its guarded writes together with the new token family, so that a
 * sign-in can neither be used twice, nor during a lock, nor by a user who is disabled by then. Every path to a
 * session goes through here.
 */
export async function mintSession(
  ports: TriggerPorts & Pick<Ports, 'addresses' | 'clock' | 'sealing' | 'storage'>,
  authenticated: Authenticated,
  grant: SessionGrant,
): Promise<MintedSession | SignInRefusal> {
  const { pool, client, user } = authenticated
  // A sign-in that ends elsewhere than it began (an authorization code) has no guard of its own against a lock.
  const lockedUntil = await ports.storage.attempts.findLock(pool.id, user.sub, ports.clock.now())
  if (lockedUntil !== undefined && isGuessable(authenticated.amr)) return refused('locked')
  const customized = await customizeTokens(ports, {
    pool,
    client,
    user,
    scopes: scopesOf(grant),
    source: tokenSource(authenticated, grant),
    userAgent: authenticated.request.userAgent,
    clientMetadata: authenticated.clientMetadata,
  })
  if (customized.kind === 'trigger-failed') return refusedByTrigger(customized)
  // The pages have asked already, when the person left them.
  const denied = grant.origin === 'api' ? await confirmWithTrigger(ports, authenticated) : undefined
  if (denied !== undefined) return denied

  const refreshTokenId = newUuid((size) => ports.random.bytes(size))
  const family = newFamily(ports, { authenticated, grant, refreshTokenId })
  const mostPerUser = mostTokenSessions(pool)
  const create = { write: 'createTokenFamily', family, ...(family.track && { mostPerUser }) } as const
  const committed = await ports.storage.commit([...authenticated.writes, create])
  if (!committed.committed) return guardRefusal(committed)

  const nonce = grant.origin === 'oauth' ? grant.nonce : undefined
  const tokens = await issueTokens(ports, { pool, client, user, family, customized, nonce })
  const refreshToken = isRefreshable(grant) ? sealFamilyToken(ports, family, refreshTokenId) : undefined
  return { kind: 'minted', tokens, refreshToken, family }
}

function isRefreshable(grant: SessionGrant): boolean {
  return grant.origin === 'api' || grant.isRefreshable
}

function newFamily(
  ports: Pick<Ports, 'clock' | 'random'>,
  { authenticated, grant, refreshTokenId }: FamilyRequest,
): TokenFamily {
  const { pool, client, user, request, familyId, eventId, authenticatedAt, amr, deviceKey } = authenticated
  // Cognito: a token session is the life of a refresh token.
  const track = isRefreshable(grant) ? trackSession(ports, pool, { kind: 'tkn', request }) : undefined
  const isTold = extraOf(pool, 'backchannel-logout-uri', client) !== 'off'
  return {
    poolId: pool.id,
    id: familyId,
    clientId: client.id,
    sub: user.sub,
    // A token that does not name its family is looked up by its event, which so must be the family's own.
    eventId: isRevocable(client) ? eventId : familyId,
    authenticatedAt,
    expiresAt: new Date(ports.clock.now().getTime() + tokenValidity(client.configuration).refreshTokenSeconds * 1000),
    scopes: scopesOf(grant),
    origin: grant.origin,
    deviceKey,
    amr,
    acr: acrOf(authenticated),
    nonce: grant.origin === 'oauth' ? grant.nonce : undefined,
    resource: grant.origin === 'oauth' ? grant.resource : undefined,
    keyThumbprint: grant.origin === 'oauth' ? grant.keyThumbprint : undefined,
    currentTokenHash: refreshTokenHash(refreshTokenId),
    previousTokenHash: undefined,
    rotatedAt: undefined,
    revokedAt: undefined,
    track,
    ...(isTold && { sid: sidOf(ports, grant, track) }),
    originSessionId: grant.origin === 'oauth' ? grant.originSessionId : undefined,
  }
}

/** Of the browser's session that it came through, or, where it came through none, its own. */
function sidOf({ random }: Pick<Ports, 'random'>, grant: SessionGrant, track: SessionTrack | undefined): string {
  const ofBrowser = grant.origin === 'oauth' ? grant.sid : undefined
  return ofBrowser ?? track?.sessionId ?? newSessionId('tkn', (size) => random.bytes(size))
}

function scopesOf(grant: SessionGrant): readonly string[] {
  return grant.origin === 'oauth' ? grant.scopes : [selfServiceScope]
}

function tokenSource({ answered }: Authenticated, { origin }: SessionGrant): TokenSource {
  if (origin === 'oauth') return 'HostedAuth'
  if (answered === 'NEW_PASSWORD_REQUIRED') return 'NewPasswordChallenge'
  return answered === 'DEVICE_PASSWORD_VERIFIER' ? 'AuthenticateDevice' : 'Authentication'
}

/** The level that was reached, for clients that asked and pools that name their levels. */
function acrOf({ pool, amr, vouchedLevel, isAcrAsked }: Authenticated): string | undefined {
  const level = vouchedLevel ?? acrLevel(amr)
  const isTold = isAcrAsked === true || pool.configuration.AcrConfiguration !== undefined
  return isTold && level !== undefined ? acrName(pool, level) : undefined
}

interface FamilyRequest {
  readonly authenticated: Authenticated
  readonly grant: SessionGrant
  readonly refreshTokenId: string
}
