import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { DeleteUserPoolClient } from './DeleteUserPoolClient.ts'
import { ListUserPoolClients } from './ListUserPoolClients.ts'

describe('DeleteUserPoolClient', () => {
  test('removes the client and answers with no body, once', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const client = await givenClient(ports, pool)
    const named = { UserPoolId: pool.id, ClientId: client.id }
    assert.equal(await callOnWire(DeleteUserPoolClient, ports, named), '')
    assert.equal(await ports.storage.appClients.find(client.id), undefined)
    assert.equal(
      await callOnWire(DeleteUserPoolClient, ports, named),
      'ResourceNotFoundException: User pool client does not exist.',
    )
  })

  test('leaves another pool’s client alone', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
    const client = await givenClient(ports, other)
    assert.equal(
      await callOnWire(DeleteUserPoolClient, ports, { UserPoolId: pool.id, ClientId: client.id }),
      'ResourceNotFoundException: User pool client does not exist.',
    )
    assert.equal((await ports.storage.appClients.find(client.id))?.id, client.id)
  })
})

describe('ListUserPoolClients', () => {
  test('lists this pool’s clients, oldest first, page by page, by id and name only', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
    for (const day of [3, 1, 2]) {
      await givenClient(ports, pool, {
        id: `c${day}`,
        name: `client ${day}`,
        createdAt: new Date(Date.UTC(2026, 0, day)),
      })
    }
    await givenClient(ports, other, { id: 'foreign' })
    const first = (await callOnWire(ListUserPoolClients, ports, { UserPoolId: pool.id, MaxResults: 2 })) as any
    assert.deepEqual(first.UserPoolClients, [
      { ClientId: 'c1', UserPoolId: pool.id, ClientName: 'client 1' },
      { ClientId: 'c2', UserPoolId: pool.id, ClientName: 'client 2' },
    ])
    const { NextToken } = first
    assert.deepEqual(await callOnWire(ListUserPoolClients, ports, { UserPoolId: pool.id, NextToken }), {
      UserPoolClients: [{ ClientId: 'c3', UserPoolId: pool.id, ClientName: 'client 3' }],
    })
    assert.equal(
      await callOnWire(ListUserPoolClients, ports, { UserPoolId: other.id, NextToken }),
      'InvalidParameterException: Invalid pagination token.',
    )
  })

  test('tells clients that registered themselves from those that operators made', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    await givenClient(ports, pool, { id: 'regular' })
    const ids = async (ClientType: string) => {
      const page = (await callOnWire(ListUserPoolClients, ports, { UserPoolId: pool.id, ClientType })) as any
      return page.UserPoolClients.map(({ ClientId }: { ClientId: string }) => ClientId)
    }
    assert.deepEqual(await ids('REGULAR'), ['regular'])
    assert.deepEqual(await ids('DCR'), [])
  })
})
