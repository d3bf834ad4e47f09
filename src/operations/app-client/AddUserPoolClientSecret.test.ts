import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AddUserPoolClientSecret } from './AddUserPoolClientSecret.ts'
import { DeleteUserPoolClientSecret } from './DeleteUserPoolClientSecret.ts'
import { DescribeUserPoolClient } from './DescribeUserPoolClient.ts'
import { ListUserPoolClientSecrets } from './ListUserPoolClientSecrets.ts'

const first = { id: 'first', value: '1firstsecretfirstsecretfirst', createdAt: new Date('2026-01-01T00:00:00Z') }
const own = '1ownsecretownsecretownsecret'
const at = Date.parse('2026-03-01T12:00:00Z') / 1000

async function openClient(secrets = [first]) {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool, { secrets })
  return { ports, client, ids: { UserPoolId: pool.id, ClientId: client.id } }
}

describe('AddUserPoolClientSecret', () => {
  test('makes a secret, and tells its value this once', async () => {
    const { ports, client, ids } = await openClient()
    const answer = (await callOnWire(AddUserPoolClientSecret, ports, ids)) as Record<string, any>
    const { ClientSecretValue } = answer['ClientSecretDescriptor']
    assert.match(ClientSecretValue, /^[0-9a-v]{51,52}$/)
    const ClientSecretId = `${client.id}--${at}`
    assert.deepEqual(answer, {
      ClientSecretDescriptor: { ClientSecretId, ClientSecretValue, ClientSecretCreateDate: at },
    })
    assert.deepEqual(await callOnWire(ListUserPoolClientSecrets, ports, ids), {
      ClientSecrets: [
        { ClientSecretId: 'first', ClientSecretCreateDate: first.createdAt.getTime() / 1000 },
        { ClientSecretId, ClientSecretCreateDate: at },
      ],
    })
  })

  test('takes one that is brought, and does not repeat it', async () => {
    const { ports, client, ids } = await openClient()
    assert.deepEqual(await callOnWire(AddUserPoolClientSecret, ports, { ...ids, ClientSecret: own }), {
      ClientSecretDescriptor: { ClientSecretId: `${client.id}--${at}`, ClientSecretCreateDate: at },
    })
    const described = (await callOnWire(DescribeUserPoolClient, ports, ids)) as Record<string, any>
    assert.equal(described['UserPoolClient'].ClientSecret, own)
  })

  test('is refused a third, the same again, and a client without one', async () => {
    const { ports, ids } = await openClient()
    assert.equal(
      await callOnWire(AddUserPoolClientSecret, ports, { ...ids, ClientSecret: first.value }),
      'InvalidParameterException: The client has this secret already.',
    )
    await callOnWire(AddUserPoolClientSecret, ports, ids)
    assert.equal(
      await callOnWire(AddUserPoolClientSecret, ports, ids),
      'LimitExceededException: A client can have at most 2 secrets.',
    )
    const open = await openClient([])
    assert.equal(
      await callOnWire(AddUserPoolClientSecret, open.ports, open.ids),
      'InvalidParameterException: A secret can only be added to a regular client that has one.',
    )
  })

  test('gives two secrets of one second different ids', async () => {
    const { ports, ids } = await openClient()
    await callOnWire(AddUserPoolClientSecret, ports, ids)
    await callOnWire(DeleteUserPoolClientSecret, ports, { ...ids, ClientSecretId: 'first' })
    await callOnWire(AddUserPoolClientSecret, ports, ids)
    const { ClientSecrets } = (await callOnWire(ListUserPoolClientSecrets, ports, ids)) as Record<string, any>
    assert.equal(new Set(ClientSecrets.map((secret: any) => secret.ClientSecretId)).size, 2)
  })
})

describe('DeleteUserPoolClientSecret', () => {
  test('takes one of two, and never the last', async () => {
    const { ports, ids } = await openClient()
    const ClientSecretId = 'first'
    assert.equal(
      await callOnWire(DeleteUserPoolClientSecret, ports, { ...ids, ClientSecretId }),
      'InvalidParameterException: The last secret of a client cannot be deleted.',
    )
    await callOnWire(AddUserPoolClientSecret, ports, { ...ids, ClientSecret: own })
    assert.deepEqual(await callOnWire(DeleteUserPoolClientSecret, ports, { ...ids, ClientSecretId }), {})
    assert.equal(
      await callOnWire(DeleteUserPoolClientSecret, ports, { ...ids, ClientSecretId }),
      'ResourceNotFoundException: User pool client secret does not exist.',
    )
    assert.equal((await ports.storage.appClients.find(ids.ClientId))?.secrets[0]?.value, own)
  })
})

describe('ListUserPoolClientSecrets', () => {
  test('has one page, and takes no token of another', async () => {
    const { ports, ids } = await openClient()
    assert.equal(
      await callOnWire(ListUserPoolClientSecrets, ports, { ...ids, NextToken: 'x' }),
      'InvalidParameterException: Invalid pagination token.',
    )
  })
})
