import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OperationName } from '../../src/contract/operations.gen.ts'
import { aBranding } from '../../src/ports/storage/conformance/records-of-branding.ts'
import { anIdentityProvider } from '../../src/ports/storage/conformance/records-of-providers.ts'
import { aClient, aGroup, aResourceServer, aUserPool, noon } from '../../src/ports/storage/conformance/records.ts'
import { anImportJob } from '../../src/ports/storage/conformance/user-imports.ts'
import type { Write } from '../../src/ports/storage/storage.ts'
import type { UserPoolOverrides } from '../../src/testing/build-user-pool.ts'
import { openStage, type Stage } from './refusals/refusal-case.ts'

// What may not grow without end, at Cognito's own limits (cognito-api contract, section 5, "Sizes").

interface QuotaCase {
  readonly what: string
  readonly limit: number
  readonly operation: OperationName
  readonly input: (stage: Stage, number: number) => object
  /** The writes that make as many as there may be, but for `already`. */
  readonly fill: (stage: Stage, count: number) => readonly Write[]
  /** How many the stage has by itself. */
  readonly already: number
  readonly pool?: UserPoolOverrides
  readonly refusal: string
}

function many(count: number, make: (number: number) => Write): readonly Write[] {
  return Array.from({ length: count }, (_, number) => make(number))
}

const cases: readonly QuotaCase[] = [
  {
    what: 'user pools',
    limit: 1000,
    operation: 'CreateUserPool',
    input: () => ({ PoolName: 'another' }),
    fill: (_stage, count) => many(count, () => ({ write: 'createUserPool', pool: aUserPool() })),
    already: 1,
    refusal: 'LimitExceededException: The limit of 1000 user pools has been reached.',
  },
  {
    what: 'app clients of a pool',
    limit: 1000,
    operation: 'CreateUserPoolClient',
    input: ({ pool }) => ({ UserPoolId: pool.id, ClientName: 'another' }),
    fill: ({ pool }, count) => many(count, () => ({ write: 'createAppClient', client: aClient(pool.id) })),
    already: 1,
    refusal: 'LimitExceededException: The limit of 1000 app clients in a user pool has been reached.',
  },
  {
    what: 'resource servers of a pool',
    limit: 25,
    operation: 'CreateResourceServer',
    input: ({ pool }, number) => ({ UserPoolId: pool.id, Identifier: `another-${number}`, Name: 'x' }),
    fill: ({ pool }, count) => many(count, () => ({ write: 'createResourceServer', server: aResourceServer(pool.id) })),
    already: 0,
    refusal: 'LimitExceededException: The limit of 25 resource servers in a user pool has been reached.',
  },
  {
    what: 'managed login styles of a pool',
    limit: 20,
    operation: 'CreateManagedLoginBranding',
    input: ({ pool }, number) => ({ UserPoolId: pool.id, ClientId: `${number + 1}unstyled`, Settings: {} }),
    fill: ({ pool }, count) => {
      const clients = Array.from({ length: count }, () => aClient(pool.id))
      const unstyled = ['1unstyled', '2unstyled'].map((id) => aClient(pool.id, { id }))
      return [
        ...[...clients, ...unstyled].map((client): Write => ({ write: 'createAppClient', client })),
        ...clients.map((client): Write => ({ write: 'createBranding', branding: aBranding(client) })),
      ]
    },
    already: 0,
    refusal: 'LimitExceededException: The limit of 20 managed login styles in a user pool has been reached.',
  },
  {
    what: 'identity providers of a pool',
    limit: 300,
    operation: 'CreateIdentityProvider',
    input: ({ pool }, number) => {
      const ProviderDetails = { client_id: 'id', authorize_scopes: 'openid', oidc_issuer: 'https://idp.example' }
      return { UserPoolId: pool.id, ProviderName: `another-${number}`, ProviderType: 'OIDC', ProviderDetails }
    },
    fill: ({ pool }, count) => {
      return many(count, () => ({ write: 'createIdentityProvider', provider: anIdentityProvider(pool.id) }))
    },
    already: 0,
    refusal: 'LimitExceededException: The limit of 300 identity providers in a user pool has been reached.',
  },
  {
    what: 'import jobs of a pool',
    limit: 1000,
    operation: 'CreateUserImportJob',
    input: ({ pool }) => ({
      UserPoolId: pool.id,
      JobName: 'another',
      CloudWatchLogsRoleArn: 'arn:aws:iam::123456789012:role/logs',
    }),
    pool: { configuration: { AutoVerifiedAttributes: ['email'] } },
    fill: ({ pool }, count) => many(count, () => ({ write: 'createImportJob', job: anImportJob(pool.id) })),
    already: 0,
    refusal: 'LimitExceededException: The limit of 1000 import jobs of a user pool has been reached.',
  },
  {
    what: 'groups of a pool',
    limit: 10_000,
    operation: 'CreateGroup',
    input: ({ pool }, number) => ({ UserPoolId: pool.id, GroupName: `another-${number}` }),
    fill: ({ pool }, count) => many(count, () => ({ write: 'createGroup', group: aGroup(pool.id) })),
    already: 0,
    refusal: 'LimitExceededException: The limit of 10000 groups in a user pool has been reached.',
  },
  {
    what: 'groups of a user',
    limit: 100,
    operation: 'AdminAddUserToGroup',
    input: ({ ofPool }, number) => ({ ...ofPool, GroupName: `group-${99 + number}` }),
    fill: ({ pool, user }, count) => [
      ...many(count + 2, (number) => ({ write: 'createGroup', group: aGroup(pool.id, { name: `group-${number}` }) })),
      ...many(count, (number) => {
        return { write: 'addUserToGroup', poolId: pool.id, name: `group-${number}`, sub: user.sub, at: noon }
      }),
    ],
    already: 0,
    refusal: 'InvalidParameterException: The limit of 100 groups of a user has been reached.',
  },
]

for (const { what, limit, operation, input, fill, already, pool = {}, refusal } of cases) {
  test(`${operation} makes the last of ${limit} ${what}, and no more`, async () => {
    const stage = await openStage({ pool })
    const filled = await stage.ports.storage.commit(fill(stage, limit - already - 1))
    assert.deepEqual(filled, { committed: true })
    assert.equal(
      typeof (await stage.call(operation, input(stage, 0))),
      operation === 'AdminAddUserToGroup' ? 'undefined' : 'object',
    )
    assert.equal(await stage.call(operation, input(stage, 1)), refusal)
  })
}

test('a user in a hundred groups may be added to one of them again', async () => {
  const stage = await openStage()
  const { ports, pool, user, ofPool } = stage
  const groups = Array.from({ length: 100 }, (_, number) => aGroup(pool.id, { name: `group-${number}` }))
  await ports.storage.commit([
    ...groups.map((group): Write => ({ write: 'createGroup', group })),
    ...groups.map(({ name }): Write => ({ write: 'addUserToGroup', poolId: pool.id, name, sub: user.sub, at: noon })),
  ])
  assert.equal(await stage.call('AdminAddUserToGroup', { ...ofPool, GroupName: 'group-7' }), undefined)
})
