import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AppClientConfiguration } from '../../domain/app-clients/app-client.ts'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { GetClientToken } from './GetClientToken.ts'

const Secret = '1firstsecretfirstsecretfirst'
const other = '1othersecretothersecretother'

async function openMachine(configuration: Partial<AppClientConfiguration> = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const scopes = ['read', 'write'].map((name) => ({ name, description: name }))
  const server = { poolId: pool.id, identifier: 'notes', name: 'notes', scopes }
  await ports.storage.commit([{ write: 'createResourceServer', server }])
  const client = await givenClient(ports, pool, {
    secrets: [Secret, other].map((value) => ({ id: value, value, createdAt: new Date(0) })),
    configuration: {
      ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'],
      AllowedOAuthFlowsUserPoolClient: false,
      AllowedOAuthFlows: undefined,
      AllowedOAuthScopes: ['openid', 'notes/read', 'notes/write'],
      ...configuration,
    },
  })
  const ask = (more: object = {}) => callOnWire(GetClientToken, ports, { ClientId: client.id, Secret, ...more })
  return { ports, pool, client, ask }
}

function claimsOf(answer: unknown): Record<string, unknown> {
  const { AccessToken } = (answer as Record<string, any>)['ClientAuthenticationResult']
  return JSON.parse(Buffer.from(String(AccessToken).split('.')[1] ?? '', 'base64url').toString())
}

describe('GetClientToken', () => {
  test('gives the client a token of its own, for the scopes that it has at resource servers', async () => {
    const { client, ask } = await openMachine()
    const answer = (await ask()) as Record<string, any>
    const { AccessToken } = answer['ClientAuthenticationResult']
    assert.deepEqual(answer, {
      ClientAuthenticationResult: { AccessToken, ExpiresIn: 3600, TokenType: 'Bearer' },
    })
    const { sub, client_id: clientId, scope, token_use: use } = claimsOf(answer)
    assert.deepEqual(
      { sub, clientId, scope, use },
      {
        sub: client.id,
        clientId: client.id,
        scope: 'notes/read notes/write',
        use: 'access',
      },
    )
  })

  test('takes either of two secrets, and the scopes that are asked for', async () => {
    const { ask } = await openMachine()
    assert.equal(claimsOf(await ask({ Secret: other, Scopes: ['notes/read'] }))['scope'], 'notes/read')
  })

  test('refuses a wrong secret, a public client and a client that is not there', async () => {
    const { ports, pool, client, ask } = await openMachine()
    assert.equal(
      await ask({ Secret: '1wrongsecretwrongsecretwrong' }),
      `NotAuthorizedException: Unable to verify secret for client ${client.id}`,
    )
    const open = await givenClient(ports, pool, { id: 'open', configuration: client.configuration })
    assert.equal(await ask({ ClientId: open.id }), 'NotAuthorizedException: Unable to verify secret for client open')
    assert.equal(await ask({ ClientId: 'none' }), 'ResourceNotFoundException: User pool client none does not exist.')
  })

  test('refuses a client that signs people in, once its secret is right', async () => {
    for (const ExplicitAuthFlows of [undefined, ['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH']] as const) {
      const { ask } = await openMachine({ ExplicitAuthFlows })
      assert.equal(await ask(), 'InvalidParameterException: CLIENT_TOKEN_AUTH flow not enabled for this client')
    }
  })

  test('refuses scopes that are not the client’s or no server’s, and a client with none', async () => {
    const { ports, pool, ask } = await openMachine()
    for (const scope of ['openid', 'notes/none', 'x']) {
      assert.equal(await ask({ Scopes: [scope] }), `InvalidParameterException: Invalid scope requested: ${scope}`)
    }
    await ports.storage.commit([{ write: 'deleteResourceServer', poolId: pool.id, identifier: 'notes' }])
    assert.equal(await ask(), 'InvalidParameterException: Invalid scope requested: notes/read')
    const without = await openMachine({ AllowedOAuthScopes: undefined })
    assert.equal(await without.ask(), 'InvalidParameterException: The client has no scopes.')
  })
})
