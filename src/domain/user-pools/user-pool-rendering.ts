import type { UserPoolType } from '../../contract/shapes.gen.ts'
import type { UserPoolDomain } from './user-pool-domain.ts'
import type { UserPool } from './user-pool.ts'

export interface UserPoolFacts {
  readonly estimatedNumberOfUsers: number
  readonly domains: readonly UserPoolDomain[]
}

export function userPoolArn(pool: Pick<UserPool, 'id' | 'region' | 'accountId'>): string {
  return `arn:aws:cognito-idp:${pool.region}:${pool.accountId}:userpool/${pool.id}`
}

/** The pool as CreateUserPool prints it; unset members stay away. */
export function renderUserPool(pool: UserPool, facts: UserPoolFacts): UserPoolType {
  const { configuration } = pool
  return {
    ...configuration,
    Id: pool.id,
    Name: pool.name,
    Arn: userPoolArn(pool),
    CreationDate: pool.createdAt,
    LastModifiedDate: pool.updatedAt,
    MfaConfiguration: pool.mfa.MfaConfiguration ?? 'OFF',
    SmsConfiguration: pool.mfa.SmsMfaConfiguration?.SmsConfiguration ?? configuration.SmsConfiguration,
    SmsAuthenticationMessage:
      pool.mfa.SmsMfaConfiguration?.SmsAuthenticationMessage ?? configuration.SmsAuthenticationMessage,
    EstimatedNumberOfUsers: facts.estimatedNumberOfUsers,
    Domain: facts.domains.find((domain) => !domain.customDomainConfig)?.domain,
    CustomDomain: facts.domains.find((domain) => domain.customDomainConfig)?.domain,
  }
}
