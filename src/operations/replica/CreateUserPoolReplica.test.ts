import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { ListUserPools } from '../user-pool/ListUserPools.ts'
import { UpdateUserPool } from '../user-pool/UpdateUserPool.ts'
import { CreateUserPoolReplica } from './CreateUserPoolReplica.ts'
import { DeleteUserPoolReplica } from './DeleteUserPoolReplica.ts'
import { ListUserPoolReplicas } from './ListUserPoolReplicas.ts'
import { UpdateUserPoolReplica } from './UpdateUserPoolReplica.ts'

const KeyConfiguration = {
  KeyType: 'CUSTOMER_MANAGED_KEY',
  KmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/mrk-0123456789abcdef0123456789abcdef',
} as const

async function openPool(configuration: UserPoolConfiguration = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration: { KeyConfiguration, ...configuration } })
  const ids = { UserPoolId: pool.id, RegionName: 'eu-west-1' }
  return {
    ports,
    ids,
    create: (more: object = {}) => callOnWire(CreateUserPoolReplica, ports, { ...ids, ...more }),
    update: (Status: string) => callOnWire(UpdateUserPoolReplica, ports, { ...ids, Status }),
    remove: () => callOnWire(DeleteUserPoolReplica, ports, ids),
    list: () => callOnWire(ListUserPoolReplicas, ports, { UserPoolId: pool.id }),
    regions: async () => {
      const { UserPools } = (await callOnWire(ListUserPools, ports, { MaxResults: 9 })) as Record<string, any>
      return UserPools[0].ReplicaRegions
    },
  }
}

const secondary = (Status: string) => ({
  RegionName: 'eu-west-1',
  Status,
  Role: 'SECONDARY',
  UserPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/us-east-1_AbCdEf123',
})
const primary = {
  RegionName: 'us-east-1',
  Status: 'ACTIVE',
  Role: 'PRIMARY',
  UserPoolArn: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AbCdEf123',
}

describe('a replica', () => {
  test('is made, turned on and off, deleted and gone', async () => {
    const { ports, create, update, remove, list, regions } = await openPool()
    assert.deepEqual(await list(), { UserPoolReplicas: [primary] })
    assert.equal(await regions(), undefined)
    assert.deepEqual(await create({ UserPoolTags: { team: 'notes' } }), { UserPoolReplica: secondary('CREATING') })
    assert.equal(
      await update('ACTIVE'),
      'InvalidParameterException: The user pool replica cannot be changed while it is CREATING.',
    )
    ports.clock.advanceSeconds(30)
    assert.deepEqual(await list(), { UserPoolReplicas: [primary, secondary('INACTIVE')] })
    assert.deepEqual(await regions(), ['eu-west-1'])
    assert.deepEqual(await update('ACTIVE'), { UserPoolReplica: secondary('ACTIVE') })
    assert.equal(
      await remove(),
      'InvalidParameterException: The user pool replica must be inactivated before it is deleted.',
    )
    await update('INACTIVE')
    assert.deepEqual(await remove(), { UserPoolReplica: secondary('DELETING') })
    assert.deepEqual(await list(), { UserPoolReplicas: [primary, secondary('DELETING')] })
    ports.clock.advanceSeconds(30)
    assert.deepEqual(await list(), { UserPoolReplicas: [primary] })
    assert.equal(await update('ACTIVE'), 'ResourceNotFoundException: User pool replica does not exist.')
    assert.deepEqual(await create(), { UserPoolReplica: secondary('CREATING') })
  })

  test('is the only one that a pool can have', async () => {
    const { create } = await openPool()
    await create()
    assert.equal(
      await create({ RegionName: 'eu-north-1' }),
      'LimitExceededException: The limit of 1 replica of a user pool has been reached.',
    )
  })

  test('needs a plan, a key of many regions, another region and proper tags', async () => {
    const lite = await openPool({ UserPoolTier: 'LITE' })
    assert.equal(
      await lite.create(),
      'FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Multi-Region Replication',
    )
    const owned = await openPool({ KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' } })
    const needsKey = 'InvalidParameterException: A replica requires a multi-Region customer managed key.'
    assert.equal(await owned.create(), needsKey)
    const { create, list } = await openPool()
    assert.equal(await create({ RegionName: 'Paris' }), 'InvalidParameterException: Invalid Region: Paris')
    assert.equal(
      await create({ RegionName: 'us-east-1' }),
      'InvalidParameterException: A replica must be in another Region than its user pool.',
    )
    assert.equal(
      await create({ UserPoolTags: { 'aws:x': '' } }),
      'UserPoolTaggingException: Tag key aws:x must not start with aws:.',
    )
    assert.deepEqual(await list(), { UserPoolReplicas: [primary] })
  })

  test('keeps its pool from a lower plan', async () => {
    const { ports, ids, create } = await openPool()
    await create()
    assert.equal(
      await callOnWire(UpdateUserPool, ports, { UserPoolId: ids.UserPoolId, UserPoolTier: 'LITE' }),
      'TierChangeNotAllowedException: The following features need to be disabled for the LITE pricing tier configured: Multi-Region Replication',
    )
  })
})
