import type { AuthEvent, EventFeedback } from '../../../domain/risk/auth-event.ts'
import type { User, UserAlias } from '../../../domain/users/user.ts'
import { foldedKey, lookupKey } from '../lookup-key.ts'
import type { AuthEventRow, UserAliasRow, UserRow } from './tables.ts'
import type { Sealer } from '../sealed.ts'
import { fromTime, fromTimeOrNull, toTime, toTimeOrNull } from '../stored-time.ts'
import { openCredentials, sealCredentials } from './credentials.ts'

type Profile = Pick<
  User,
  'attributes' | 'pendingAttributes' | 'mfaFactors' | 'preferredMfaFactor' | 'hasPasskeyMfa'
> & {
  readonly passwordSetAt: number | null
}
type EventDetails = Omit<AuthEvent, 'poolId' | 'sub' | 'id' | 'createdAt' | 'feedback'>

/** An alias as it is stored, and as the caller spells it: a failed guard names the latter. */
export interface AliasEntry {
  readonly row: UserAliasRow
  readonly alias: UserAlias
}

export function toUserRow(sealer: Sealer, user: User): UserRow {
  const { attributes, pendingAttributes, mfaFactors, preferredMfaFactor, hasPasskeyMfa } = user
  const passwordSetAt = toTimeOrNull(user.passwordSetAt)
  const settings = { mfaFactors, preferredMfaFactor, ...(hasPasskeyMfa && { hasPasskeyMfa }) }
  const profile: Profile = { attributes, pendingAttributes, ...settings, passwordSetAt }
  return {
    pool_id: user.poolId,
    sub: user.sub,
    username: user.username,
    status: user.status,
    enabled: user.enabled ? 1 : 0,
    email_key: searchKey(attributes['email']),
    phone_number_key: searchKey(attributes['phone_number']),
    name_key: searchKey(attributes['name']),
    given_name_key: searchKey(attributes['given_name']),
    family_name_key: searchKey(attributes['family_name']),
    preferred_username_key: searchKey(attributes['preferred_username']),
    profile: JSON.stringify(profile),
    credentials: sealCredentials(sealer, user),
    created_at: toTime(user.createdAt),
    updated_at: toTime(user.updatedAt),
    version: user.version,
  }
}

export function fromUserRow(sealer: Sealer, row: UserRow): User {
  const { attributes, pendingAttributes, mfaFactors, preferredMfaFactor, hasPasskeyMfa, passwordSetAt }: Profile =
    JSON.parse(row.profile)
  return {
    poolId: row.pool_id,
    sub: row.sub,
    username: row.username,
    status: row.status,
    enabled: row.enabled === 1,
    attributes,
    pendingAttributes,
    ...openCredentials(sealer, row),
    passwordSetAt: fromTimeOrNull(passwordSetAt),
    mfaFactors,
    preferredMfaFactor,
    ...(hasPasskeyMfa && { hasPasskeyMfa }),
    createdAt: fromTime(row.created_at),
    updatedAt: fromTime(row.updated_at),
    version: row.version,
  }
}

/** The same alias twice is one alias. */
export function toAliasEntries(user: User, aliases: readonly UserAlias[]): readonly AliasEntry[] {
  const entries = aliases.map((alias): AliasEntry => {
    const { namespace, key } = alias
    return { row: { pool_id: user.poolId, namespace, key: lookupKey(key), sub: user.sub }, alias }
  })
  return [...new Map(entries.map((entry) => [`${entry.row.namespace} ${entry.row.key}`, entry])).values()]
}

export function toAuthEventRow(event: AuthEvent): AuthEventRow {
  const { poolId, sub, id, createdAt, feedback, ...details } = event
  return {
    pool_id: poolId,
    sub,
    id,
    details: JSON.stringify(details),
    created_at: toTime(createdAt),
    feedback: feedback === undefined ? null : toFeedbackColumn(feedback),
  }
}

export function toFeedbackColumn({ value, provider, at }: EventFeedback): string {
  return JSON.stringify({ value, provider, at: toTime(at) })
}

export function fromAuthEventRow(row: AuthEventRow): AuthEvent {
  const { type, response, clientId, ipAddress, userAgent, challenges, risk, device }: EventDetails = JSON.parse(
    row.details,
  )
  return {
    poolId: row.pool_id,
    sub: row.sub,
    id: row.id,
    type,
    response,
    createdAt: fromTime(row.created_at),
    clientId,
    ipAddress,
    userAgent,
    challenges,
    ...(risk ? { risk } : {}),
    ...(device ? { device } : {}),
    ...(row.feedback === null ? {} : { feedback: fromFeedbackColumn(row.feedback) }),
  }
}

function fromFeedbackColumn(column: string): EventFeedback {
  const { value, provider, at }: Omit<EventFeedback, 'at'> & { readonly at: number } = JSON.parse(column)
  return { value, provider, at: fromTime(at) }
}

function searchKey(value: string | undefined): string | null {
  return value === undefined ? null : foldedKey(value)
}
