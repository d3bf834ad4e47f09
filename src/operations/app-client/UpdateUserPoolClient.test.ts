import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { DescribeUserPoolClient } from './DescribeUserPoolClient.ts'
import { UpdateUserPoolClient } from './UpdateUserPoolClient.ts'

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const secrets = [
    { id: '1', value: 'the-older-secret', createdAt: new Date(0) },
    { id: '2', value: 'the-newer-secret', createdAt: new Date(1) },
  ]
  const client = await givenClient(ports, pool, { name: 'app', secrets })
  const named = { UserPoolId: pool.id, ClientId: client.id }
  return {
    ports,
    pool,
    client,
    update: (input: object) => callOnWire(UpdateUserPoolClient, ports, { ...named, ...input }),
    describe: () => callOnWire(DescribeUserPoolClient, ports, named),
  }
}

describe('UpdateUserPoolClient', () => {
  test('resets what is omitted, but keeps the name and the secrets', async () => {
    const { ports, pool, client, update, describe } = await given()
    ports.clock.advanceSeconds(60)
    const expected = {
      UserPoolClient: {
        UserPoolId: pool.id,
        ClientId: client.id,
        ClientName: 'app',
        ClientSecret: 'the-newer-secret',
        CreationDate: client.createdAt.getTime() / 1000,
        LastModifiedDate: ports.clock.now().getTime() / 1000,
        AllowedOAuthFlowsUserPoolClient: false,
        AuthSessionValidity: 3,
        EnablePropagateAdditionalUserContextData: false,
        EnableTokenRevocation: true,
        RefreshTokenValidity: 30,
        TokenValidityUnits: {},
      },
    }
    assert.deepEqual(await update({}), expected)
    assert.deepEqual(await describe(), expected)
    assert.deepEqual(
      (await ports.storage.appClients.find(client.id))?.secrets.map(({ value }) => value),
      ['the-older-secret', 'the-newer-secret'],
    )
  })

  test('answers and describes what was sent', async () => {
    const { update, describe } = await given()
    const sent = {
      ClientName: 'renamed',
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenValidity: 5,
      PreventUserExistenceErrors: 'LEGACY',
      EnableTokenRevocation: false,
      AllowedOAuthFlows: ['client_credentials'],
      CallbackURLs: ['https://app.example.com/'],
    }
    const answer = (await update(sent)) as any
    assert.deepEqual(
      Object.fromEntries(Object.keys(sent).map((member) => [member, answer.UserPoolClient[member]])),
      sent,
    )
    assert.deepEqual(await describe(), answer)
  })

  test('refuses the second of two changes at once', async () => {
    const { update } = await given()
    const answers = await Promise.all(['first', 'second'].map((ClientName) => update({ ClientName })))
    assert.equal((answers[0] as any).UserPoolClient.ClientName, 'first')
    assert.equal(answers[1], 'ConcurrentModificationException: The app client was changed by another request.')
  })
})

describe('operations on a client', () => {
  test('know a client only beside its own pool', async () => {
    const { ports, client } = await given()
    const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
    const before = ports.commits.length
    for (const operation of [DescribeUserPoolClient, UpdateUserPoolClient]) {
      for (const ClientId of [client.id, '1unknown']) {
        assert.equal(
          await callOnWire<any, any>(operation, ports, { UserPoolId: other.id, ClientId }),
          'ResourceNotFoundException: User pool client does not exist.',
        )
      }
      assert.equal(
        await callOnWire<any, any>(operation, ports, { UserPoolId: 'us-east-1_Unknown01', ClientId: client.id }),
        'ResourceNotFoundException: User pool us-east-1_Unknown01 does not exist.',
      )
    }
    assert.equal(ports.commits.length, before)
  })
})
