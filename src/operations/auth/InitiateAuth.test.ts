import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { secretHash } from '../../crypto/secret-hash.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenPool } from '../../testing/given.ts'
import { signInClient } from '../../testing/sign-in-client.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminInitiateAuth } from './AdminInitiateAuth.ts'
import { InitiateAuth } from './InitiateAuth.ts'
import { givenAlice } from '../../testing/given-alice.ts'

describe('InitiateAuth: what may begin', () => {
  test('an unknown client', async () => {
    await using ports = await testPorts()
    const answer = call(InitiateAuth, ports, { ClientId: 'nobody', AuthFlow: 'USER_PASSWORD_AUTH' })
    assert.equal(await refusalOf(answer), 'ResourceNotFoundException: User pool client nobody does not exist.')
  })

  const refusals = {
    ADMIN_USER_PASSWORD_AUTH: 'InvalidParameterException: Initiate Auth method not supported.',
    ADMIN_NO_SRP_AUTH: 'InvalidParameterException: Initiate Auth method not supported.',
    USER_PASSWORD_AUTH: 'InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client',
    USER_SRP_AUTH: 'InvalidParameterException: USER_SRP_AUTH is not enabled for the client.',
    REFRESH_TOKEN_AUTH: 'InvalidParameterException: REFRESH_TOKEN_AUTH flow not enabled for this client',
    REFRESH_TOKEN: 'InvalidParameterException: REFRESH_TOKEN_AUTH flow not enabled for this client',
    CUSTOM_AUTH: 'InvalidParameterException: CUSTOM_AUTH flow not enabled for this client',
    USER_AUTH: 'InvalidParameterException: Missing required parameter USERNAME',
  } as const
  for (const [flow, refusal] of Object.entries(refusals)) {
    test(`${flow} at a client that allows USER_AUTH only`, async () => {
      await using ports = await testPorts()
      const { app } = await givenAlice(ports, { client: { configuration: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] } } })
      assert.equal(await refusalOf(app.initiate(flow as keyof typeof refusals, {})), refusal)
    })
  }

  test('CUSTOM_AUTH in a pool without functions for it', async () => {
    await using ports = await testPorts()
    const { app } = await givenAlice(ports, { client: { configuration: { ExplicitAuthFlows: undefined } } })
    assert.equal(
      await refusalOf(app.initiate('CUSTOM_AUTH', { USERNAME: 'alice' })),
      'InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.',
    )
  })

  test('a rotating client refreshes elsewhere', async () => {
    await using ports = await testPorts()
    const configuration = { ExplicitAuthFlows: undefined, RefreshTokenRotation: { Feature: 'ENABLED' as const } }
    const { app } = await givenAlice(ports, { client: { configuration } })
    assert.equal(
      await refusalOf(app.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: 'x' })),
      'UnsupportedOperationException: This API does not support refresh token rotation',
    )
  })

  const required = {
    USER_PASSWORD_AUTH: ['USERNAME', 'PASSWORD'],
    USER_SRP_AUTH: ['USERNAME', 'SRP_A'],
    REFRESH_TOKEN_AUTH: ['REFRESH_TOKEN'],
  } as const
  for (const [flow, names] of Object.entries(required)) {
    for (const name of names) {
      test(`${flow} without ${name}`, async () => {
        await using ports = await testPorts()
        const { app } = await givenAlice(ports)
        const parameters = Object.fromEntries(names.filter((other) => other !== name).map((other) => [other, 'x']))
        const answer = app.initiate(flow as keyof typeof required, parameters)
        assert.equal(await refusalOf(answer), `InvalidParameterException: Missing required parameter ${name}`)
      })
    }
  }

  test('SRP_A must be hex, though any number gets a challenge', async () => {
    await using ports = await testPorts()
    const { app } = await givenAlice(ports)
    const begin = (SRP_A: string) => app.initiate('USER_SRP_AUTH', { USERNAME: 'alice', SRP_A })
    assert.equal(await refusalOf(begin('not hex')), 'InvalidParameterException: Invalid value for parameter SRP_A')
    assert.equal((await begin('0')).ChallengeName, 'PASSWORD_VERIFIER')
  })
})

describe('InitiateAuth: SECRET_HASH', () => {
  const secrets = [{ id: '1', value: 'a-secret', createdAt: new Date(0) }]

  test('is asked for where the client has a secret, and must be right', async () => {
    await using ports = await testPorts()
    const { app, client } = await givenAlice(ports, { client: { secrets } })
    assert.equal(
      await refusalOf(app.withPassword('alice', 'Passw0rd!')),
      `NotAuthorizedException: Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    )
    assert.equal(
      await refusalOf(app.withPassword('alice', 'Passw0rd!', { SECRET_HASH: 'wrong' })),
      `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
    )
    const SECRET_HASH = secretHash('a-secret', 'alice', client.id)
    const answer = await app.withPassword('alice', 'Passw0rd!', { SECRET_HASH })
    assert.equal(answer.AuthenticationResult?.TokenType, 'Bearer')
  })

  test('is ignored where it has none', async () => {
    await using ports = await testPorts()
    const { app } = await givenAlice(ports)
    const answer = await app.withPassword('alice', 'Passw0rd!', { SECRET_HASH: 'surplus' })
    assert.ok(answer.AuthenticationResult)
  })
})

describe('AdminInitiateAuth', () => {
  test('has the flow for servers under both its names', async () => {
    await using ports = await testPorts()
    const { pool, client } = await givenAlice(ports)
    const server = signInClient(ports, { pool, client, face: 'admin' })
    for (const flow of ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] as const) {
      const answer = await server.initiate(flow, { USERNAME: 'alice', PASSWORD: 'Passw0rd!' })
      assert.ok(answer.AuthenticationResult)
    }
  })

  test('refuses a flow that the client does not allow in words of its own', async () => {
    await using ports = await testPorts()
    const { pool, client } = await givenAlice(ports, {
      client: { configuration: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] } },
    })
    const server = signInClient(ports, { pool, client, face: 'admin' })
    assert.equal(
      await refusalOf(server.withPassword('alice', 'Passw0rd!')),
      'InvalidParameterException: Auth flow not enabled for this client',
    )
  })

  test('refuses a client of another pool and a pool that is not there', async () => {
    await using ports = await testPorts()
    const { client } = await givenAlice(ports)
    await givenPool(ports, { id: 'us-east-1_other0000' })
    const input = { ClientId: client.id, AuthFlow: 'ADMIN_NO_SRP_AUTH' } as const
    assert.equal(
      await refusalOf(call(AdminInitiateAuth, ports, { ...input, UserPoolId: 'us-east-1_other0000' })),
      `ResourceNotFoundException: User pool client ${client.id} does not exist in user pool us-east-1_other0000.`,
    )
    assert.equal(
      await refusalOf(call(AdminInitiateAuth, ports, { ...input, UserPoolId: 'us-east-1_none00000' })),
      'ResourceNotFoundException: User pool us-east-1_none00000 does not exist.',
    )
  })

  test('records the address that the server names', async () => {
    await using ports = await testPorts()
    const { pool, client, user } = await givenAlice(ports)
    await call(AdminInitiateAuth, ports, {
      UserPoolId: pool.id,
      ClientId: client.id,
      AuthFlow: 'ADMIN_NO_SRP_AUTH',
      AuthParameters: { USERNAME: 'alice', PASSWORD: 'Passw0rd!' },
      ContextData: { IpAddress: '198.51.100.9', ServerName: 's', ServerPath: '/', HttpHeaders: [] },
    })
    const events = await ports.storage.users.listAuthEvents(pool.id, user.sub, { limit: 1, after: undefined })
    assert.equal(events.items[0]?.ipAddress, '198.51.100.9')
  })
})
