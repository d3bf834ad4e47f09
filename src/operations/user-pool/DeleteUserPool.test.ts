import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { DeleteUserPoolDomain } from '../domain/DeleteUserPoolDomain.ts'
import { DeleteUserPool } from './DeleteUserPool.ts'

describe('DeleteUserPool', () => {
  test('removes the pool with everything in it, answers with no body, and leaves other pools alone', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const client = await givenClient(ports, pool)
    const user = await givenUser(ports, pool)
    const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
    const otherClient = await givenClient(ports, other, { id: '2other' })
    const otherUser = await givenUser(ports, other)

    assert.equal(await callOnWire(DeleteUserPool, ports, { UserPoolId: pool.id }), '')
    assert.equal(await ports.storage.userPools.find(pool.id), undefined)
    assert.equal(await ports.storage.appClients.find(client.id), undefined)
    assert.equal(await ports.storage.users.find(pool.id, user.sub), undefined)
    assert.deepEqual(await ports.storage.userPools.listSigningKeys(pool.id), [])

    assert.equal((await ports.storage.userPools.find(other.id))?.id, other.id)
    assert.equal((await ports.storage.appClients.find(otherClient.id))?.id, otherClient.id)
    assert.equal((await ports.storage.users.find(other.id, otherUser.sub))?.sub, otherUser.sub)
    assert.equal(
      await callOnWire(DeleteUserPool, ports, { UserPoolId: pool.id }),
      `ResourceNotFoundException: User pool ${pool.id} does not exist.`,
    )
  })

  test('refuses a protected pool', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports, { configuration: { DeletionProtection: 'ACTIVE' } })
    assert.equal(
      await callOnWire(DeleteUserPool, ports, { UserPoolId: pool.id }),
      'InvalidParameterException: The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    )
    assert.equal((await ports.storage.userPools.find(pool.id))?.id, pool.id)
  })

  test('refuses a pool while it has a domain', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const createdAt = ports.clock.now()
    const domain = {
      domain: 'notes',
      poolId: pool.id,
      customDomainConfig: undefined,
      managedLoginVersion: 1,
      createdAt,
    } as const
    await ports.storage.commit([{ write: 'createDomain', domain }])
    assert.equal(
      await callOnWire(DeleteUserPool, ports, { UserPoolId: pool.id }),
      'InvalidParameterException: User pool cannot be deleted. It has a domain configured that should be deleted first.',
    )
    assert.deepEqual(await callOnWire(DeleteUserPoolDomain, ports, { UserPoolId: pool.id, Domain: 'notes' }), {})
    assert.equal(await callOnWire(DeleteUserPool, ports, { UserPoolId: pool.id }), '')
  })
})
