import type { GetUserPoolMfaConfigResponse, UserPoolType } from '../../contract/shapes.gen.ts'
import type { PoolSessions } from './pool-sessions.ts'

/**
 * The pool's settings in the contract's own spelling: they are stored, compared and returned verbatim
 * (docs/decisions/0002-configuration-keeps-wire-names.md).
 */
export type UserPoolConfiguration = Omit<
  UserPoolType,
  | 'Id'
  | 'Name'
  | 'Arn'
  | 'Status'
  | 'CreationDate'
  | 'LastModifiedDate'
  | 'EstimatedNumberOfUsers'
  | 'Domain'
  | 'CustomDomain'
  | 'MfaConfiguration'
>

/** MfaConfiguration and the settings of each second factor, as Get/SetUserPoolMfaConfig spell them. */
export type MfaSettings = GetUserPoolMfaConfigResponse

export interface UserPool {
  /** `{region}_{9 alphanumerics}`. */
  readonly id: string
  readonly name: string
  readonly region: string
  readonly accountId: string
  readonly configuration: UserPoolConfiguration
  readonly mfa: MfaSettings
  /** None until SetUserPoolSessionConfiguration. */
  readonly sessions?: PoolSessions | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
}
