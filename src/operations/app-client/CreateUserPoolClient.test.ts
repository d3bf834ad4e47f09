import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { CreateUserPoolClient } from './CreateUserPoolClient.ts'
import { DescribeUserPoolClient } from './DescribeUserPoolClient.ts'

async function given() {
  const ports = await testPorts({ now: new Date('2026-03-01T12:00:00.500Z') })
  const pool = await givenPool(ports, { schema: [{ Name: 'tenant', AttributeDataType: 'String' }] })
  const create = async (input: object) => {
    const answer = await callOnWire(CreateUserPoolClient, ports, { UserPoolId: pool.id, ClientName: 'app', ...input })
    return (answer as any).UserPoolClient ?? answer
  }
  return { ports, pool, create }
}

describe('CreateUserPoolClient', () => {
  test('answers with the defaults and nothing else where only a name is sent', async () => {
    const { pool, create } = await given()
    const client = await create({})
    assert.match(client.ClientId, /^[0-9a-v]{25,26}$/)
    assert.deepEqual(client, {
      UserPoolId: pool.id,
      ClientId: client.ClientId,
      ClientName: 'app',
      CreationDate: 1_772_366_400.5,
      LastModifiedDate: 1_772_366_400.5,
      AllowedOAuthFlowsUserPoolClient: false,
      AuthSessionValidity: 3,
      EnablePropagateAdditionalUserContextData: false,
      EnableTokenRevocation: true,
      RefreshTokenValidity: 30,
      TokenValidityUnits: {},
    })
  })

  test('describes what was sent, flows in the order of the server', async () => {
    const { ports, pool, create } = await given()
    await ports.storage.commit([
      {
        write: 'createResourceServer',
        server: {
          poolId: pool.id,
          identifier: 'https://api.example.com/notes',
          name: 'Notes',
          scopes: [{ name: 'read', description: 'Read' }],
        },
      },
    ])
    const sent = {
      RefreshTokenValidity: 90,
      AccessTokenValidity: 10,
      IdTokenValidity: 20,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
      ReadAttributes: ['email', 'email_verified', 'custom:tenant'],
      WriteAttributes: ['email', 'custom:tenant'],
      SupportedIdentityProviders: ['COGNITO'],
      CallbackURLs: ['https://app.example.com/callback', 'http://localhost:3000/', 'myapp://signed-in'],
      LogoutURLs: ['https://app.example.com/'],
      DefaultRedirectURI: 'http://localhost:3000/',
      AllowedOAuthFlows: ['code', 'implicit'],
      AllowedOAuthScopes: ['openid', 'email', 'https://api.example.com/notes/read'],
      AllowedOAuthFlowsUserPoolClient: true,
      AnalyticsConfiguration: { ApplicationArn: 'arn:aws:mobiletargeting:us-east-1:123456789012:apps/x' },
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: false,
      EnablePropagateAdditionalUserContextData: true,
      AuthSessionValidity: 15,
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
    }
    const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH']
    const client = await create({ ...sent, ExplicitAuthFlows, GenerateSecret: true })
    assert.match(client.ClientSecret, /^[0-9a-v]{51,52}$/)
    assert.deepEqual(client, {
      ...sent,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'],
      UserPoolId: pool.id,
      ClientId: client.ClientId,
      ClientName: 'app',
      ClientSecret: client.ClientSecret,
      CreationDate: client.CreationDate,
      LastModifiedDate: client.CreationDate,
    })
    const named = { UserPoolId: pool.id, ClientId: client.ClientId }
    assert.deepEqual(await callOnWire(DescribeUserPoolClient, ports, named), { UserPoolClient: client })
  })

  test('orders every flow that there is, and loses none', async () => {
    const { create } = await given()
    const flows = [
      'ALLOW_CUSTOM_AUTH',
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_USER_AUTH',
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ]
    assert.deepEqual((await create({ ExplicitAuthFlows: flows.toReversed() })).ExplicitAuthFlows, flows)
    const alone = ['ALLOW_CLIENT_TOKEN_AUTH']
    assert.deepEqual((await create({ ExplicitAuthFlows: alone, GenerateSecret: true })).ExplicitAuthFlows, alone)
    const older = ['ADMIN_NO_SRP_AUTH', 'CUSTOM_AUTH_FLOW_ONLY', 'USER_PASSWORD_AUTH']
    assert.deepEqual((await create({ ExplicitAuthFlows: older.toReversed() })).ExplicitAuthFlows, older)
  })

  test('stores no grace period where rotation is off', async () => {
    const { create } = await given()
    const off = await create({ RefreshTokenRotation: { Feature: 'DISABLED', RetryGracePeriodSeconds: 30 } })
    assert.deepEqual(off.RefreshTokenRotation, { Feature: 'DISABLED', RetryGracePeriodSeconds: 0 })
    const on = await create({ RefreshTokenRotation: { Feature: 'ENABLED' } })
    assert.deepEqual(on.RefreshTokenRotation, { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 })
  })

  test('counts the thirty days of a refresh token in the unit of the client', async () => {
    const { create } = await given()
    const client = await create({ RefreshTokenValidity: 0, TokenValidityUnits: { RefreshToken: 'hours' } })
    assert.equal(client.RefreshTokenValidity, 720)
  })

  test('takes an empty list of attributes for none: the client reads and writes all', async () => {
    const { create } = await given()
    const { ReadAttributes, WriteAttributes } = await create({ ReadAttributes: [], WriteAttributes: [] })
    assert.deepEqual([ReadAttributes, WriteAttributes], [undefined, undefined])
  })

  test('takes a secret from elsewhere as it is', async () => {
    const { create } = await given()
    const ClientSecret = 'a'.repeat(24)
    assert.equal((await create({ ClientSecret })).ClientSecret, ClientSecret)
  })
})

describe('CreateUserPoolClient refuses', () => {
  test('a secret from elsewhere beside one of its own', async () => {
    const { create } = await given()
    assert.equal(
      await create({ ClientSecret: 'a'.repeat(24), GenerateSecret: true }),
      'InvalidParameterException: GenerateSecret and ClientSecret cannot be used together.',
    )
  })

  test('a pool that is not there', async () => {
    const { ports } = await given()
    const input = { UserPoolId: 'us-east-1_Unknown01', ClientName: 'app' }
    assert.equal(
      await callOnWire(CreateUserPoolClient, ports, input),
      'ResourceNotFoundException: User pool us-east-1_Unknown01 does not exist.',
    )
  })

  test('a scope of another pool’s resource server', async () => {
    const { ports, create } = await given()
    const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
    const server = {
      poolId: other.id,
      identifier: 'notes',
      name: 'Notes',
      scopes: [{ name: 'read', description: 'Read' }],
    }
    await ports.storage.commit([{ write: 'createResourceServer', server }])
    assert.equal(
      await create({ AllowedOAuthScopes: ['notes/read'] }),
      'ScopeDoesNotExistException: Invalid scope requested: notes/read',
    )
  })
})
