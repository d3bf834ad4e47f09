import type { AuthorizationCode } from '../../../domain/authorization/authorization-code.ts'
import type { LoginSession } from '../../../domain/sessions/login-session.ts'
import type { SessionActivity, SessionTrack } from '../../../domain/sessions/session-tracking.ts'
import type { TokenFamily } from '../../../domain/sessions/token-family.ts'
import type { AuthorizationCodeRow, LoginSessionRow, TokenFamilyRow } from './tables.ts'
import { fromTime, fromTimeOrNull, toTime, toTimeOrNull } from '../stored-time.ts'

type Stored<Record extends { authenticatedAt: Date }, Members extends keyof Record> = Pick<Record, Members> & {
  readonly authenticatedAt: number
  /** Of what is tracked. */
  readonly createdAt?: number
}
type TrackColumns = Pick<LoginSessionRow, 'session_id' | 'last_active_at' | 'activity'>
type StoredActivity = Omit<SessionActivity, 'at'>
type FamilyDetails = Stored<
  TokenFamily,
  'clientId' | 'eventId' | 'scopes' | 'origin' | 'deviceKey' | 'amr' | 'acr' | 'nonce' | 'resource' | 'keyThumbprint'
>
type CodeDetails = Stored<
  AuthorizationCode,
  | 'clientId'
  | 'redirectUri'
  | 'codeChallenge'
  | 'scopes'
  | 'nonce'
  | 'resource'
  | 'eventId'
  | 'amr'
  | 'isAcrAsked'
  | 'vouchedLevel'
  | 'sid'
>
type SessionDetails = Stored<LoginSession, 'clientId' | 'provider' | 'amr' | 'vouchedLevel' | 'samlSession'>

export function toTokenFamilyRow(family: TokenFamily): TokenFamilyRow {
  const { clientId, eventId, scopes, origin, deviceKey, amr, acr, nonce, resource, keyThumbprint } = family
  const details: FamilyDetails = {
    clientId,
    eventId,
    scopes,
    origin,
    deviceKey,
    amr,
    acr,
    nonce,
    resource,
    keyThumbprint,
    ...beginnings(family),
  }
  return {
    pool_id: family.poolId,
    id: family.id,
    sub: family.sub,
    details: JSON.stringify(details),
    current_token_hash: family.currentTokenHash,
    previous_token_hash: family.previousTokenHash ?? null,
    rotated_at: toTimeOrNull(family.rotatedAt),
    revoked_at: toTimeOrNull(family.revokedAt),
    expires_at: toTime(family.expiresAt),
    origin_session_id: family.originSessionId ?? null,
    sid: family.sid ?? null,
    sid_client_id: family.sid === undefined ? null : clientId,
    ...toTrackColumns(family.track),
  }
}

export function fromTokenFamilyRow(row: TokenFamilyRow): TokenFamily {
  const details: FamilyDetails = JSON.parse(row.details)
  const { clientId, eventId, scopes, origin, deviceKey, amr, acr, nonce, resource, authenticatedAt } = details
  const { keyThumbprint } = details
  return {
    poolId: row.pool_id,
    id: row.id,
    clientId,
    sub: row.sub,
    eventId,
    authenticatedAt: fromTime(authenticatedAt),
    expiresAt: fromTime(row.expires_at),
    scopes,
    origin,
    deviceKey,
    amr,
    acr,
    nonce,
    resource,
    ...(keyThumbprint && { keyThumbprint }),
    currentTokenHash: row.current_token_hash,
    previousTokenHash: row.previous_token_hash ?? undefined,
    rotatedAt: fromTimeOrNull(row.rotated_at),
    revokedAt: fromTimeOrNull(row.revoked_at),
    ...(row.sid !== null && { sid: row.sid }),
    track: fromTrackColumns(row, details.createdAt),
    originSessionId: row.origin_session_id ?? undefined,
  }
}

export function toAuthorizationCodeRow(code: AuthorizationCode): AuthorizationCodeRow {
  const { clientId, redirectUri, codeChallenge, scopes, nonce, resource, eventId, amr, isAcrAsked, vouchedLevel, sid } =
    code
  const authenticatedAt = toTime(code.authenticatedAt)
  const details: CodeDetails = {
    clientId,
    redirectUri,
    codeChallenge,
    scopes,
    nonce,
    resource,
    eventId,
    amr,
    isAcrAsked,
    ...(vouchedLevel && { vouchedLevel }),
    ...(sid !== undefined && { sid }),
    authenticatedAt,
  }
  return {
    pool_id: code.poolId,
    code_hash: code.codeHash,
    sub: code.sub,
    details: JSON.stringify(details),
    family_id: code.familyId ?? null,
    origin_session_id: code.originSessionId ?? null,
    created_at: toTime(code.createdAt),
    expires_at: toTime(code.expiresAt),
  }
}

export function fromAuthorizationCodeRow(row: AuthorizationCodeRow): AuthorizationCode {
  const details: CodeDetails = JSON.parse(row.details)
  const { clientId, redirectUri, codeChallenge, scopes, nonce, resource, eventId, amr, isAcrAsked, vouchedLevel, sid } =
    details
  return {
    poolId: row.pool_id,
    codeHash: row.code_hash,
    clientId,
    redirectUri,
    codeChallenge,
    scopes,
    nonce,
    resource,
    sub: row.sub,
    eventId,
    amr,
    isAcrAsked,
    ...(vouchedLevel && { vouchedLevel }),
    ...(sid !== undefined && { sid }),
    authenticatedAt: fromTime(details.authenticatedAt),
    createdAt: fromTime(row.created_at),
    expiresAt: fromTime(row.expires_at),
    originSessionId: row.origin_session_id ?? undefined,
    familyId: row.family_id ?? undefined,
  }
}

export function toLoginSessionRow(session: LoginSession): LoginSessionRow {
  const { clientId, provider, amr, vouchedLevel, samlSession } = session
  const details: SessionDetails = {
    clientId,
    provider,
    amr,
    ...(vouchedLevel && { vouchedLevel }),
    ...(samlSession && { samlSession }),
    ...beginnings(session),
  }
  return {
    pool_id: session.poolId,
    id_hash: session.idHash,
    sub: session.sub,
    details: JSON.stringify(details),
    expires_at: toTime(session.expiresAt),
    ...toTrackColumns(session.track),
    sid: session.sid ?? null,
  }
}

export function fromLoginSessionRow(row: LoginSessionRow): LoginSession {
  const details: SessionDetails = JSON.parse(row.details)
  const { clientId, provider, amr, vouchedLevel, samlSession, authenticatedAt, createdAt } = details
  return {
    poolId: row.pool_id,
    idHash: row.id_hash,
    sub: row.sub,
    clientId,
    provider,
    authenticatedAt: fromTime(authenticatedAt),
    expiresAt: fromTime(row.expires_at),
    amr,
    ...(vouchedLevel && { vouchedLevel }),
    ...(samlSession && { samlSession }),
    ...(row.sid !== null && { sid: row.sid }),
    track: fromTrackColumns(row, createdAt),
  }
}

function beginnings({ authenticatedAt, track }: Pick<LoginSession, 'authenticatedAt' | 'track'>): {
  readonly authenticatedAt: number
  readonly createdAt?: number
} {
  return { authenticatedAt: toTime(authenticatedAt), ...(track && { createdAt: toTime(track.createdAt) }) }
}

function toTrackColumns(track: SessionTrack | undefined): TrackColumns {
  if (track === undefined) return { session_id: null, last_active_at: null, activity: null }
  const { sessionId, lastActive } = track
  return { session_id: sessionId, last_active_at: toTime(lastActive.at), activity: activityText(lastActive) }
}

function fromTrackColumns(row: TrackColumns, createdAt: number | undefined): SessionTrack | undefined {
  const { session_id: sessionId, last_active_at: at, activity } = row
  if (sessionId === null || at === null || activity === null || createdAt === undefined) return undefined
  const { ipAddress, userAgent }: StoredActivity = JSON.parse(activity)
  return { sessionId, createdAt: fromTime(createdAt), lastActive: { at: fromTime(at), ipAddress, userAgent } }
}

export function activityText({ ipAddress, userAgent }: SessionActivity): string {
  const stored: StoredActivity = { ipAddress, userAgent }
  return JSON.stringify(stored)
}
