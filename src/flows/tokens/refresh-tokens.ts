import { newUuid } from '../../crypto/identifiers.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import { isTrackingSessions } from '../../domain/sessions/session-limits.ts'
import { isRotatingRefreshTokens } from '../../domain/sign-in/session-settings.ts'
import type { TokenFamily } from '../../domain/sessions/token-family.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { customizeTokens } from './customize-tokens.ts'
import { issueTokens, type IssuedTokens } from './issue-tokens.ts'
import { openFamilyToken, refreshTokenHash, sealFamilyToken, type RefreshTokenContent } from './refresh-token.ts'
import { sessionActivity } from '../sessions/track-session.ts'
import type { TriggerFailure } from '../triggers/run-trigger.ts'
import type { Metadata, TriggerPorts } from '../triggers/trigger.ts'

export interface RefreshRequest {
  readonly pool: UserPool
  readonly client: AppClient
  readonly refreshToken: string
  readonly request: RequestFacts
  /** Asked for where the session belongs to a device that its user confirmed. */
  readonly deviceKey?: string | undefined
  readonly clientMetadata?: Metadata
  /** RFC 8707 section 2.2: what the access token shall be for, where the session is not bound already. */
  readonly resource?: string | undefined
  /** Of the key that the client has proven to hold (RFC 9449). */
  readonly keyThumbprint?: string | undefined
  /** Refuses by throwing: a SECRET_HASH names its user, who is not known before the token is read. */
  readonly authorize?: (user: User) => void
}

export interface RefreshedSession {
  readonly kind: 'refreshed'
  readonly tokens: IssuedTokens
  /** The token to use from now on, where the client's tokens rotate. */
  readonly refreshToken: string | undefined
  readonly family: TokenFamily
}

export interface RefreshRefusal {
  readonly kind: 'refused'
  readonly reason:
    | 'malformed'
    | 'other-client'
    | 'expired'
    | 'revoked'
    /** A token that has been exchanged for another, whose time of grace is over. */
    | 'reused'
    /** The session is bound to another resource. */
    | 'resource-mismatch'
    /** The session is bound to a key, and the client has not proven to hold it. */
    | 'key-mismatch'
    | 'user-deleted'
    | 'user-disabled'
}

type Needs = TriggerPorts & Pick<Ports, 'addresses' | 'clock' | 'sealing' | 'storage'>

/**
 * Issues tokens of a session that goes on (cognito-api contract, section 2.3). Who the user is and may do is read anew;
 * when and how they signed in stays. A rotating token is exchanged by one guarded write, so of many uses one wins.
 */
export async function refreshTokens(
  ports: Needs,
  request: RefreshRequest,
): Promise<RefreshedSession | RefreshRefusal | TriggerFailure> {
  const { pool, client, refreshToken, authorize } = request
  const content = openFamilyToken(ports, refreshToken, ports.clock.now())
  if (content === 'expired') return refused('expired')
  if (content === undefined || content.poolId !== pool.id) return refused('malformed')
  if (content.clientId !== client.id) return refused('other-client')

  const [user, family, signedOutAt] = await Promise.all([
    ports.storage.users.find(pool.id, content.sub),
    ports.storage.sessions.findTokenFamily(pool.id, content.familyId),
    ports.storage.users.findSignedOutAt(pool.id, content.sub),
  ])
  if (user === undefined) return refused('user-deleted')
  authorize?.(user)
  if (!user.enabled) return refused('user-disabled')
  const isSignedOut = family && signedOutAt !== undefined && family.authenticatedAt < signedOutAt
  if (family === undefined || family.revokedAt !== undefined || isSignedOut) return refused('revoked')
  if (!(await isFromDevice(ports, request, family))) return refused('malformed')
  const resource = request.resource ?? family.resource
  if (!isFor(family, resource)) return refused('resource-mismatch')
  const { keyThumbprint } = request
  if (family.keyThumbprint !== undefined && family.keyThumbprint !== keyThumbprint) return refused('key-mismatch')

  const { clientMetadata } = request
  const { userAgent } = request.request
  const issue = {
    pool,
    client,
    user,
    scopes: family.scopes,
    source: 'RefreshTokens',
    userAgent,
    clientMetadata,
  } as const
  const customized = await customizeTokens(ports, issue)
  if (customized.kind === 'trigger-failed') return customized
  const touches = touch(ports, request, family)
  const exchanged = await exchange(ports, { client, family, content, touches })
  if (exchanged.kind === 'refused') return endReused(ports, request, family, exchanged)
  const tokens = await issueTokens(ports, {
    pool,
    client,
    user,
    family: { ...family, resource, keyThumbprint },
    customized,
  })
  return { kind: 'refreshed', tokens, refreshToken: exchanged.refreshToken, family }
}

/** Cognito: tokens of the API are for no resource. */
function isFor({ resource: own, origin }: TokenFamily, resource: string | undefined): boolean {
  return resource === own || (own === undefined && origin === 'oauth')
}

/** A session that began on a confirmed device goes on there only. */
async function isFromDevice(
  ports: Needs,
  { pool, deviceKey }: RefreshRequest,
  { poolId, sub, deviceKey: ownKey }: TokenFamily,
): Promise<boolean> {
  if (ownKey === undefined || pool.configuration.DeviceConfiguration === undefined) return true
  const device = await ports.storage.factors.findDevice(poolId, sub, ownKey)
  // A key that is sent is one that was confirmed: if it is not there, it has been forgotten.
  return device === undefined ? deviceKey === undefined : deviceKey === device.key
}

/** RFC 9700 section 4.14.2: of two who hold a token, one is a thief. */
async function endReused(
  ports: Needs,
  { pool, client }: RefreshRequest,
  { poolId, id: familyId }: TokenFamily,
  refusal: RefreshRefusal,
): Promise<RefreshRefusal> {
  if (refusal.reason !== 'reused' || !extraOf(pool, 'refresh-reuse-revokes', client)) return refusal
  await ports.storage.commit([{ write: 'revokeTokenFamily', poolId, familyId, at: ports.clock.now() }])
  ports.log.warn({ poolId, familyId }, 'a refresh token was presented twice: its session is revoked')
  return refusal
}

async function exchange(
  ports: Needs,
  { client, family, content, touches }: Exchange,
): Promise<{ readonly kind: 'exchanged'; readonly refreshToken: string | undefined } | RefreshRefusal> {
  const { poolId, id: familyId } = family
  const presentedTokenHash = refreshTokenHash(content.tokenId)
  if (!isRotatingRefreshTokens(client)) {
    if (presentedTokenHash !== family.currentTokenHash) return refused('reused')
    if (touches.length > 0) await ports.storage.commit(touches)
    return { kind: 'exchanged', refreshToken: undefined }
  }
  const tokenId = newUuid((size) => ports.random.bytes(size))
  const committed = await ports.storage.commit([
    {
      write: 'rotateRefreshToken',
      poolId,
      familyId,
      presentedTokenHash,
      newTokenHash: refreshTokenHash(tokenId),
      graceSeconds: client.configuration.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0,
      now: ports.clock.now(),
    },
    ...touches,
  ])
  if (committed.committed) return { kind: 'exchanged', refreshToken: sealFamilyToken(ports, family, tokenId) }
  const latest = await ports.storage.sessions.findTokenFamily(poolId, familyId)
  return refused(latest === undefined || latest.revokedAt !== undefined ? 'revoked' : 'reused')
}

interface Exchange {
  readonly client: AppClient
  readonly family: TokenFamily
  readonly content: RefreshTokenContent
  readonly touches: readonly Write[]
}

/** What remembers the use of a tracked session. */
function touch(ports: Needs, { pool, request }: RefreshRequest, family: TokenFamily): readonly Write[] {
  if (family.track === undefined || !isTrackingSessions(pool)) return []
  const { poolId, id: familyId, originSessionId } = family
  const activity = sessionActivity(ports, request)
  return [{ write: 'touchTokenFamily', poolId, familyId, originSessionId, activity }]
}

function refused(reason: RefreshRefusal['reason']): RefreshRefusal {
  return { kind: 'refused', reason }
}
