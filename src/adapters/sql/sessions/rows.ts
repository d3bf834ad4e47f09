import type { AuthorizationCode } from '../../../domain/authorization-code.ts'
import type { LoginSession } from '../../../domain/login-session.ts'
import type { TokenFamily } from '../../../domain/token-family.ts'
import type { AuthorizationCodeRow, LoginSessionRow, TokenFamilyRow } from './tables.ts'
import { fromTime, fromTimeOrNull, toTime, toTimeOrNull } from '../stored-time.ts'

type Stored<Record extends { authenticatedAt: Date }, Members extends keyof Record> = Pick<Record, Members> & {
  readonly authenticatedAt: number
}
type FamilyDetails = Stored<
  TokenFamily,
  'clientId' | 'eventId' | 'scopes' | 'origin' | 'deviceKey' | 'amr' | 'nonce' | 'resource'
>
type CodeDetails = Stored<
  AuthorizationCode,
  'clientId' | 'redirectUri' | 'codeChallenge' | 'scopes' | 'nonce' | 'resource' | 'eventId' | 'amr'
>
type SessionDetails = Stored<LoginSession, 'clientId' | 'provider' | 'amr'>

export function toTokenFamilyRow(family: TokenFamily): TokenFamilyRow {
  const { clientId, eventId, scopes, origin, deviceKey, amr, nonce, resource } = family
  const authenticatedAt = toTime(family.authenticatedAt)
  const details: FamilyDetails = { clientId, eventId, scopes, origin, deviceKey, amr, nonce, resource, authenticatedAt }
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
  }
}

export function fromTokenFamilyRow(row: TokenFamilyRow): TokenFamily {
  const { clientId, eventId, scopes, origin, deviceKey, amr, nonce, resource, authenticatedAt }: FamilyDetails =
    JSON.parse(row.details)
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
    nonce,
    resource,
    currentTokenHash: row.current_token_hash,
    previousTokenHash: row.previous_token_hash ?? undefined,
    rotatedAt: fromTimeOrNull(row.rotated_at),
    revokedAt: fromTimeOrNull(row.revoked_at),
  }
}

export function toAuthorizationCodeRow(code: AuthorizationCode): AuthorizationCodeRow {
  const { clientId, redirectUri, codeChallenge, scopes, nonce, resource, eventId, amr } = code
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
    authenticatedAt,
  }
  return {
    pool_id: code.poolId,
    code_hash: code.codeHash,
    sub: code.sub,
    details: JSON.stringify(details),
    family_id: code.familyId ?? null,
    created_at: toTime(code.createdAt),
    expires_at: toTime(code.expiresAt),
  }
}

export function fromAuthorizationCodeRow(row: AuthorizationCodeRow): AuthorizationCode {
  const { clientId, redirectUri, codeChallenge, scopes, nonce, resource, eventId, amr, authenticatedAt }: CodeDetails =
    JSON.parse(row.details)
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
    authenticatedAt: fromTime(authenticatedAt),
    createdAt: fromTime(row.created_at),
    expiresAt: fromTime(row.expires_at),
    familyId: row.family_id ?? undefined,
  }
}

export function toLoginSessionRow(session: LoginSession): LoginSessionRow {
  const { clientId, provider, amr } = session
  const details: SessionDetails = { clientId, provider, amr, authenticatedAt: toTime(session.authenticatedAt) }
  return {
    pool_id: session.poolId,
    id_hash: session.idHash,
    sub: session.sub,
    details: JSON.stringify(details),
    expires_at: toTime(session.expiresAt),
  }
}

export function fromLoginSessionRow(row: LoginSessionRow): LoginSession {
  const { clientId, provider, amr, authenticatedAt }: SessionDetails = JSON.parse(row.details)
  return {
    poolId: row.pool_id,
    idHash: row.id_hash,
    sub: row.sub,
    clientId,
    provider,
    authenticatedAt: fromTime(authenticatedAt),
    expiresAt: fromTime(row.expires_at),
    amr,
  }
}
