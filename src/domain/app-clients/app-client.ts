import type { UserPoolClientType } from '../../contract/shapes.gen.ts'
import type { ClientSessions } from './client-sessions.ts'

/** The client's settings in the contract's own spelling, as sent: absent members stay absent. */
export type AppClientConfiguration = Omit<
  UserPoolClientType,
  'UserPoolId' | 'ClientId' | 'ClientName' | 'ClientSecret' | 'CreationDate' | 'LastModifiedDate'
>

export interface ClientSecret {
  readonly id: string
  readonly value: string
  readonly createdAt: Date
}

export interface AppClient {
  readonly poolId: string
  readonly id: string
  readonly name: string
  /** None for a public client; any of at most two validates a confidential one. */
  readonly secrets: readonly ClientSecret[]
  readonly configuration: AppClientConfiguration
  /** None until SetUserPoolClientSessionConfiguration. */
  readonly sessions?: ClientSessions | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
}
