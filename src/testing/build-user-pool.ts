import type { SchemaAttributeType } from '../contract/shapes.gen.ts'
import { poolSchema } from '../domain/user-pools/pool-schema.ts'
import { poolSettings } from '../domain/user-pools/user-pool-configuration.ts'
import type { UserPool, UserPoolConfiguration } from '../domain/user-pools/user-pool.ts'

export interface UserPoolOverrides extends Partial<Omit<UserPool, 'configuration'>> {
  readonly configuration?: UserPoolConfiguration
  /** As in CreateUserPool: standard attributes to adjust and custom ones to add. */
  readonly schema?: readonly SchemaAttributeType[]
}

/** A pool with Cognito's defaults but for what is overridden. */
export function buildUserPool({ configuration, schema = [], ...overrides }: UserPoolOverrides = {}): UserPool {
  const attributes = poolSchema(schema)
  if ('fault' in attributes) throw new Error(attributes.fault)
  const createdAt = new Date('2026-01-01T00:00:00Z')
  return {
    id: 'us-east-1_AbCdEf123',
    name: 'test',
    region: 'us-east-1',
    accountId: '123456789012',
    mfa: {},
    createdAt,
    updatedAt: createdAt,
    version: 1,
    ...overrides,
    configuration: { ...poolSettings({}), SchemaAttributes: attributes, ...configuration },
  }
}
