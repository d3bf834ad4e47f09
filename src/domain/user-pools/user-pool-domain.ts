import type { CustomDomainConfigType } from '../../contract/shapes.gen.ts'

export interface UserPoolDomain {
  /** A prefix (`notes`) or, with `customDomainConfig`, a full host name. */
  readonly domain: string
  readonly poolId: string
  readonly customDomainConfig: CustomDomainConfigType | undefined
  readonly managedLoginVersion: 1 | 2
  readonly createdAt: Date
}
