import { operationFacts } from '../../../src/contract/operations.gen.ts'
import { operations } from '../../../src/operations/index.ts'
import { givenPool } from '../../../src/testing/given.ts'
import { sampleInput } from '../sample-input.ts'
import type { RefusalCase, Stage } from './refusal-case.ts'

const names = Object.keys(operations) as (keyof typeof operations)[]
/** Every operation of operators that names a pool. */
const withPool = names.filter((name) => {
  const input = sampleInput(name, { isFull: false })
  return operationFacts[name].auth === 'sigv4' && 'UserPoolId' in input
})

export const poolRefusals: readonly RefusalCase[] = [
  ...withPool.map((operation): RefusalCase => ({
    situation: 'a pool that is not there',
    operation,
    refusal: 'ResourceNotFoundException: User pool us-east-1_None00000 does not exist.',
    input: () => ({ ...sampleInput(operation, { isFull: false }), UserPoolId: 'us-east-1_None00000' }),
  })),
  {
    situation: 'a pool with a domain',
    operation: 'DeleteUserPool',
    refusal:
      'InvalidParameterException: User pool cannot be deleted. It has a domain configured that should be deleted first.',
    input: async (stage) => {
      await stage.call('CreateUserPoolDomain', { ...ofPool(stage), Domain: 'notes' })
      return ofPool(stage)
    },
  },
  {
    situation: 'a pool that is protected',
    operation: 'DeleteUserPool',
    refusal:
      'InvalidParameterException: The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    given: { pool: { configuration: { DeletionProtection: 'ACTIVE' } } },
    input: ofPool,
  },
  {
    situation: 'a domain of another pool',
    operation: 'CreateUserPoolDomain',
    refusal: 'InvalidParameterException: Domain already associated with another user pool.',
    input: async (stage) => {
      const other = await givenPool(stage.ports, { id: 'us-east-1_Other0001' })
      await stage.call('CreateUserPoolDomain', { UserPoolId: other.id, Domain: 'notes' })
      return { ...ofPool(stage), Domain: 'notes' }
    },
  },
  ...(['InitiateAuth', 'RespondToAuthChallenge', 'GetTokensFromRefreshToken'] as const).map(
    (operation): RefusalCase => ({
      situation: 'a client that is not there',
      operation,
      refusal: 'ResourceNotFoundException: User pool client 2none does not exist.',
      input: () => ({ ...sampleInput(operation, { isFull: false }), ClientId: '2none' }),
    }),
  ),
  ...(['DescribeUserPoolClient', 'UpdateUserPoolClient', 'DeleteUserPoolClient'] as const).map(
    (operation): RefusalCase => ({
      situation: 'a client that is not there',
      operation,
      refusal: 'ResourceNotFoundException: User pool client does not exist.',
      input: (stage) => ({ ...ofPool(stage), ClientId: '2none' }),
    }),
  ),
  ...(['AdminInitiateAuth', 'AdminRespondToAuthChallenge'] as const).map((operation): RefusalCase => ({
    situation: 'a client of another pool',
    operation,
    refusal: 'ResourceNotFoundException: User pool client {client} does not exist in user pool us-east-1_Other0001.',
    input: async ({ ports, client: { id: ClientId } }) => {
      const { id: UserPoolId } = await givenPool(ports, { id: 'us-east-1_Other0001' })
      return { ...sampleInput(operation, { isFull: false }), ClientId, UserPoolId }
    },
  })),
  {
    situation: 'rotation beside the older way to refresh',
    operation: 'CreateUserPoolClient',
    refusal:
      'InvalidParameterException: ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.',
    input: (stage) => ({
      ...ofPool(stage),
      ClientName: 'x',
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED' },
    }),
  },
  {
    situation: 'rotation on the smallest plan',
    operation: 'CreateUserPoolClient',
    refusal:
      'FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Refresh Token Rotation',
    given: { pool: { configuration: { UserPoolTier: 'LITE' } } },
    input: (stage) => ({ ...ofPool(stage), ClientName: 'x', RefreshTokenRotation: { Feature: 'ENABLED' } }),
  },
  {
    situation: 'OAuth without flows and scopes',
    operation: 'CreateUserPoolClient',
    refusal:
      'InvalidOAuthFlowException: AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    input: (stage) => ({ ...ofPool(stage), ClientName: 'x', AllowedOAuthFlowsUserPoolClient: true }),
  },
  {
    situation: 'a scope that is not there',
    operation: 'CreateUserPoolClient',
    refusal: 'ScopeDoesNotExistException: Invalid scope requested: notes/read',
    input: (stage) => ({ ...ofPool(stage), ClientName: 'x', AllowedOAuthScopes: ['notes/read'] }),
  },
  {
    situation: 'a token that outlives its range',
    operation: 'CreateUserPoolClient',
    refusal: 'InvalidParameterException: Invalid range for token validity.',
    input: (stage) => ({ ...ofPool(stage), ClientName: 'x', AccessTokenValidity: 25 }),
  },
  {
    situation: 'an attribute to write that the pool does not have',
    operation: 'CreateUserPoolClient',
    refusal: 'InvalidParameterException: Invalid write attributes specified while creating a client',
    input: (stage) => ({ ...ofPool(stage), ClientName: 'x', WriteAttributes: ['custom:x'] }),
  },
  {
    situation: 'a name that is taken',
    operation: 'CreateGroup',
    refusal: 'GroupExistsException: A group with the name already exists.',
    input: async (stage) => {
      const input = { ...ofPool(stage), GroupName: 'editors' }
      await stage.call('CreateGroup', input)
      return input
    },
  },
  ...(['GetGroup', 'UpdateGroup', 'DeleteGroup', 'ListUsersInGroup'] as const).map((operation): RefusalCase => ({
    situation: 'a group that is not there',
    operation,
    refusal: 'ResourceNotFoundException: Group not found.',
    input: (stage) => ({ ...ofPool(stage), GroupName: 'nobody' }),
  })),
  {
    situation: 'a group that is not there',
    operation: 'AdminAddUserToGroup',
    refusal: 'ResourceNotFoundException: Group not found.',
    input: ({ ofPool }) => ({ ...ofPool, GroupName: 'nobody' }),
  },
]

function ofPool({ pool: { id: UserPoolId } }: Stage): { readonly UserPoolId: string } {
  return { UserPoolId }
}
