import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminGetUser } from './AdminGetUser.ts'
import { GetUser } from './GetUser.ts'

const attributes = { name: 'Alice', email_verified: 'true', email: 'alice@example.com', 'custom:team': 'red' }

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool)
  const user = await givenUser(ports, pool, { attributes })
  return { ports, pool, client, user }
}

describe('GetUser', () => {
  test('shows the user who holds the token', async () => {
    const { ports, client, user } = await given()
    const AccessToken = await accessTokenOf(ports, client, 'alice')
    assert.deepEqual(await call(GetUser, ports, { AccessToken }), {
      Username: 'alice',
      UserAttributes: [
        { Name: 'name', Value: 'Alice' },
        { Name: 'email', Value: 'alice@example.com' },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'custom:team', Value: 'red' },
        { Name: 'sub', Value: user.sub },
      ],
      PreferredMfaSetting: undefined,
      UserMFASettingList: undefined,
    })
  })

  test('shows what the client may read, at once', async () => {
    const { ports, client, user } = await given()
    const AccessToken = await accessTokenOf(ports, client, 'alice')
    const configuration = { ...client.configuration, ReadAttributes: ['email'] }
    await ports.storage.commit([{ write: 'updateAppClient', client: { ...client, configuration, version: 2 } }])
    const answer = await call(GetUser, ports, { AccessToken })
    assert.deepEqual(answer.UserAttributes, [
      { Name: 'email', Value: 'alice@example.com' },
      { Name: 'sub', Value: user.sub },
    ])
  })

  test('refuses a token that is none', async () => {
    const { ports } = await given()
    assert.equal(
      await refusalOf(call(GetUser, ports, { AccessToken: 'garbage' })),
      'NotAuthorizedException: Invalid Access Token',
    )
  })
})

describe('AdminGetUser', () => {
  test('shows everything but secrets', async () => {
    const { ports, pool, user } = await given()
    const changed = {
      ...user,
      mfaFactors: ['SOFTWARE_TOKEN_MFA'] as const,
      preferredMfaFactor: 'SOFTWARE_TOKEN_MFA' as const,
    }
    await ports.storage.commit([
      {
        write: 'updateUser',
        user: { ...changed, version: 2, pendingAttributes: { email: 'new@example.com' } },
        aliases: [{ namespace: 'username', key: 'alice' }],
      },
    ])
    assert.deepEqual(await call(AdminGetUser, ports, { UserPoolId: pool.id, Username: 'alice' }), {
      Username: 'alice',
      UserAttributes: [
        { Name: 'name', Value: 'Alice' },
        { Name: 'email', Value: 'alice@example.com' },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'custom:team', Value: 'red' },
        { Name: 'sub', Value: user.sub },
      ],
      UserCreateDate: user.createdAt,
      UserLastModifiedDate: user.updatedAt,
      Enabled: true,
      UserStatus: 'CONFIRMED',
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    })
  })

  test('finds a user by sub, and by an active alias', async () => {
    const { ports } = await given()
    const pool = await givenPool(ports, { id: 'us-east-1_Alias1234', configuration: { AliasAttributes: ['email'] } })
    const user = await givenUser(ports, pool, { username: 'bob', attributes })
    for (const Username of ['bob', user.sub, 'alice@example.com']) {
      assert.equal((await call(AdminGetUser, ports, { UserPoolId: pool.id, Username })).Username, 'bob')
    }
  })

  test("a username that is another user's sub does not hide that user", async () => {
    const { ports, pool, user } = await given()
    const impostor = await givenUser(ports, pool, { username: user.sub })
    assert.notEqual(impostor.sub, user.sub)
    assert.equal((await call(AdminGetUser, ports, { UserPoolId: pool.id, Username: user.sub })).Username, 'alice')
  })

  test('an alias that nobody verified names nobody', async () => {
    const { ports } = await given()
    const pool = await givenPool(ports, { id: 'us-east-1_Alias1234', configuration: { AliasAttributes: ['email'] } })
    await givenUser(ports, pool, { username: 'bob', attributes: { ...attributes, email_verified: 'false' } })
    assert.equal(
      await refusalOf(call(AdminGetUser, ports, { UserPoolId: pool.id, Username: 'alice@example.com' })),
      'UserNotFoundException: User does not exist.',
    )
  })

  test('refuses users of other pools, unknown users and unknown pools', async () => {
    const { ports, user } = await given()
    const other = await givenPool(ports, { id: 'us-east-1_Other1234' })
    for (const Username of ['alice', user.sub, 'nobody']) {
      assert.equal(
        await refusalOf(call(AdminGetUser, ports, { UserPoolId: other.id, Username })),
        'UserNotFoundException: User does not exist.',
      )
    }
    assert.equal(
      await refusalOf(call(AdminGetUser, ports, { UserPoolId: 'us-east-1_Nothing12', Username: 'alice' })),
      'ResourceNotFoundException: User pool us-east-1_Nothing12 does not exist.',
    )
  })
})
