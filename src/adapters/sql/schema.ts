import type { UserStatusType } from '../../contract/shapes.gen.ts'

/** A secret as `Sealer` wrote it. */
type Sealed = string
/** JSON of the record's other members: everything that no statement filters or sorts by. */
type Json = string
/** Milliseconds since 1970. */
type Time = number
type Flag = 0 | 1

export interface UserPoolRow {
  readonly id: string
  readonly name: string
  readonly settings: Json
  readonly created_at: Time
  readonly updated_at: Time
  readonly version: number
}

export interface SigningKeyRow {
  readonly pool_id: string
  readonly kid: string
  readonly use: 'id' | 'access'
  readonly private_key: Sealed
  readonly public_jwk: Json
  readonly created_at: Time
  readonly active_at: Time
  readonly retired_at: Time | null
}

export interface DomainRow {
  readonly domain: string
  readonly pool_id: string
  readonly settings: Json
  readonly created_at: Time
}

export interface ResourceServerRow {
  readonly pool_id: string
  readonly identifier: string
  readonly settings: Json
}

export interface AppClientRow {
  readonly client_id: string
  readonly pool_id: string
  readonly settings: Json
  readonly secrets: Sealed | null
  readonly created_at: Time
  readonly updated_at: Time
  readonly version: number
}

export interface UserRow {
  readonly pool_id: string
  readonly sub: string
  readonly username: string
  readonly status: UserStatusType
  readonly enabled: Flag
  /** The `…_key` columns hold the folded beginning of the attribute of that name, for ListUsers. */
  readonly email_key: string | null
  readonly phone_number_key: string | null
  readonly name_key: string | null
  readonly given_name_key: string | null
  readonly family_name_key: string | null
  readonly preferred_username_key: string | null
  readonly profile: Json
  readonly credentials: Sealed | null
  readonly created_at: Time
  readonly updated_at: Time
  readonly version: number
}

export interface UsersTable extends UserRow {
  /** No part of the record: `updateUser` leaves it as it is. */
  readonly signed_out_at: Time | null
}

export interface UserAliasRow {
  readonly pool_id: string
  readonly namespace: string
  readonly key: string
  readonly sub: string
}

/** How many users a pool has, spread over shards so that sign-ups do not wait for one another. */
export interface UserCountRow {
  readonly pool_id: string
  readonly shard: number
  readonly users: number
}

export interface AuthEventRow {
  readonly pool_id: string
  readonly sub: string
  readonly id: string
  readonly details: Json
  readonly created_at: Time
}

export interface GroupRow {
  readonly pool_id: string
  readonly name: string
  readonly settings: Json
  readonly created_at: Time
  readonly updated_at: Time
}

export interface GroupMemberRow {
  readonly pool_id: string
  readonly group_name: string
  readonly sub: string
  readonly added_at: Time
}

export interface VerificationCodeRow {
  readonly pool_id: string
  readonly subject: string
  readonly purpose: string
  readonly code_hash: string
  readonly details: Json
  readonly created_at: Time
  readonly expires_at: Time
  readonly failures: number
}

export interface SoftwareTokenRow {
  readonly pool_id: string
  readonly sub: string
  readonly secret: Sealed | null
  readonly pending_secret: Sealed | null
  /** SHA-256 of the pending secret: a sealed one cannot be compared. */
  readonly pending_hash: string | null
  readonly details: Json
  readonly last_accepted_step: number | null
}

export interface DeviceRow {
  readonly pool_id: string
  readonly sub: string
  readonly device_key: string
  readonly details: Json
  readonly secrets: Sealed
  readonly created_at: Time
  readonly updated_at: Time
  readonly authenticated_at: Time
}

export interface TokenFamilyRow {
  readonly pool_id: string
  readonly id: string
  readonly sub: string
  readonly details: Json
  readonly current_token_hash: string
  readonly previous_token_hash: string | null
  readonly rotated_at: Time | null
  readonly revoked_at: Time | null
  readonly expires_at: Time
}

export interface AuthorizationCodeRow {
  readonly pool_id: string
  readonly code_hash: string
  readonly sub: string
  readonly details: Json
  readonly family_id: string | null
  readonly created_at: Time
  readonly expires_at: Time
}

export interface LoginSessionRow {
  readonly pool_id: string
  readonly id_hash: string
  readonly sub: string
  readonly details: Json
  readonly expires_at: Time
}

export interface SpentSessionRow {
  readonly pool_id: string
  readonly session_id: string
  readonly expires_at: Time
}

export interface LockoutRow {
  readonly pool_id: string
  readonly subject: string
  /** Since the last pause that forgets them. */
  readonly failures: number
  /** Since the last success or unlock; no pause forgets these (AUTHN-07). */
  readonly consecutive_failures: number
  readonly last_failure_at: Time
  readonly locked_until: Time
}

export interface AttemptRow {
  readonly pool_id: string
  readonly subject: string
  readonly action: string
  readonly attempts: number
  readonly window_started_at: Time
  readonly expires_at: Time
}

export interface MessageRow {
  readonly id: string
  readonly pool_id: string
  readonly channel: string
  readonly body: Sealed
  readonly created_at: Time
  /** Null once no further delivery is tried. */
  readonly due_at: Time | null
  readonly attempts: number
  readonly failure: Json | null
}

export interface AccessKeyRow {
  readonly access_key_id: string
  readonly principal: string
  readonly role: 'admin' | 'read-only'
  readonly secret: Sealed
  readonly created_at: Time
  readonly disabled_at: Time | null
}

export interface GatewaySessionRow {
  readonly id_hash: string
  readonly app: string
  readonly sealed: Sealed
  readonly created_at: Time
  readonly last_seen_at: Time
  readonly expires_at: Time
  readonly version: number
}

export interface TemplateStateRow {
  readonly stack: string
  readonly logical_id: string
  readonly record: Json
}

export interface InstallationValueRow {
  readonly name: string
  readonly value: string
}

export interface Schema {
  readonly user_pools: UserPoolRow
  readonly signing_keys: SigningKeyRow
  readonly user_pool_domains: DomainRow
  readonly resource_servers: ResourceServerRow
  readonly app_clients: AppClientRow
  readonly users: UsersTable
  readonly user_aliases: UserAliasRow
  readonly user_counts: UserCountRow
  readonly auth_events: AuthEventRow
  readonly groups: GroupRow
  readonly group_members: GroupMemberRow
  readonly verification_codes: VerificationCodeRow
  readonly software_tokens: SoftwareTokenRow
  readonly devices: DeviceRow
  readonly token_families: TokenFamilyRow
  readonly authorization_codes: AuthorizationCodeRow
  readonly login_sessions: LoginSessionRow
  readonly spent_sessions: SpentSessionRow
  readonly lockouts: LockoutRow
  readonly attempts: AttemptRow
  readonly messages: MessageRow
  readonly access_keys: AccessKeyRow
  readonly gateway_sessions: GatewaySessionRow
  readonly template_state: TemplateStateRow
  readonly installation_values: InstallationValueRow
}
