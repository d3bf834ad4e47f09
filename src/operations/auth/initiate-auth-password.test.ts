import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refusalOf } from '../../testing/call-operation.ts'
import { givenClient } from '../../testing/given.ts'
import { signInClient } from '../../testing/sign-in-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { givenAlice } from '../../testing/given-alice.ts'

const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString())

describe('InitiateAuth: a password', () => {
  test('that is right gives tokens, and one commit holds all that was written', async () => {
    await using ports = await testPorts()
    const { app, user, client } = await givenAlice(ports)
    const before = ports.commits.length
    const { AuthenticationResult: result, ...rest } = await app.withPassword('alice', 'Passw0rd!')
    assert.deepEqual(rest, { ChallengeParameters: {} })
    assert.equal(result?.TokenType, 'Bearer')
    assert.equal(result.ExpiresIn, 3600)
    assert.equal(result.NewDeviceMetadata, undefined)
    assert.equal(result.RefreshToken?.split('.').length, 5)
    assert.deepEqual(JSON.parse(Buffer.from(result.AccessToken?.split('.')[0] ?? '', 'base64url').toString()), {
      kid: (await ports.storage.userPools.listSigningKeys(user.poolId)).find(({ use }) => use === 'access')?.kid,
      alg: 'RS256',
    })
    const claims = claimsOf(result.AccessToken)
    assert.equal(claims.sub, user.sub)
    const now = ports.clock.now()
    const writes = ports.commits.slice(before).map((commit) => commit.writes)
    assert.equal(writes.length, 1)
    assert.deepEqual(
      writes[0]?.map((each) => each.write),
      ['clearFailures', 'recordAuthEvent', 'createTokenFamily'],
    )
    assert.deepEqual(writes[0]?.[1], {
      write: 'recordAuthEvent',
      event: {
        poolId: user.poolId,
        sub: user.sub,
        id: claims.event_id,
        type: 'SignIn',
        response: 'Pass',
        createdAt: now,
        clientId: client.id,
        ipAddress: '203.0.113.7',
        userAgent: 'test',
        challenges: [{ name: 'Password', response: 'Success' }],
      },
    })
  })

  test('that is wrong is refused, counted and recorded', async () => {
    await using ports = await testPorts()
    const { app, user } = await givenAlice(ports)
    assert.equal(
      await refusalOf(app.withPassword('alice', 'wrong')),
      'NotAuthorizedException: Incorrect username or password.',
    )
    const events = await ports.storage.users.listAuthEvents(user.poolId, user.sub, { limit: 10, after: undefined })
    assert.deepEqual(
      events.items.map(({ response, challenges }) => ({ response, challenges })),
      [{ response: 'Fail', challenges: [{ name: 'Password', response: 'Failure' }] }],
    )
  })

  test('is told from every other by any one of its characters', async () => {
    await using ports = await testPorts()
    const password = `Aa1!${'x'.repeat(120)}\u0000ü${'y'.repeat(100)}`
    const { app } = await givenAlice(ports, { user: { password } })
    for (const at of [0, 71, 72, 73, 124, 125, 200, password.length - 1]) {
      const changed = `${password.slice(0, at)}#${password.slice(at + 1)}`
      assert.match(String(await refusalOf(app.withPassword('alice', changed))), /^NotAuthorizedException/)
      await ports.storage.commit([{ write: 'unlock', poolId: 'us-east-1_AbCdEf123', subject: await givenSub(ports) }])
    }
    assert.ok((await app.withPassword('alice', password)).AuthenticationResult)
  })

  async function givenSub(ports: TestPorts): Promise<string> {
    const page = await ports.storage.users.list('us-east-1_AbCdEf123', undefined, { limit: 1, after: undefined })
    return page.items[0]?.sub ?? ''
  }

  const statuses = {
    UNCONFIRMED: 'UserNotConfirmedException: User is not confirmed.',
    RESET_REQUIRED: 'PasswordResetRequiredException: Password reset required for the user',
  } as const
  for (const [status, refusal] of Object.entries(statuses)) {
    test(`of a user who is ${status} is looked at first`, async () => {
      await using ports = await testPorts()
      const { app } = await givenAlice(ports, { user: { status: status as keyof typeof statuses } })
      assert.equal(
        await refusalOf(app.withPassword('alice', 'wrong')),
        'NotAuthorizedException: Incorrect username or password.',
      )
      assert.equal(await refusalOf(app.withPassword('alice', 'Passw0rd!')), refusal)
      assert.equal(await refusalOf(app.withSrp('alice', 'Passw0rd!')), refusal)
    })
  }

  test('an imported user without one is told to set it', async () => {
    await using ports = await testPorts()
    const { app, pool, user } = await givenAlice(ports, { user: { status: 'RESET_REQUIRED' } })
    const none = { ...user, password: undefined, version: 2 }
    await ports.storage.commit([
      { write: 'updateUser', user: none, aliases: [{ namespace: 'username', key: 'alice' }] },
    ])
    const refusal = 'PasswordResetRequiredException: Password reset required for the user'
    assert.equal(await refusalOf(app.withPassword('alice', 'anything')), refusal)
    assert.equal(await refusalOf(app.withSrp('alice', 'anything')), refusal)
    assert.equal(pool.id, user.poolId)
  })

  test('of a disabled user is not looked at', async () => {
    await using ports = await testPorts()
    const { app } = await givenAlice(ports, { user: { enabled: false } })
    for (const password of ['Passw0rd!', 'wrong']) {
      assert.equal(await refusalOf(app.withPassword('alice', password)), 'NotAuthorizedException: User is disabled.')
      assert.equal(await refusalOf(app.withSrp('alice', password)), 'NotAuthorizedException: User is disabled.')
    }
  })

  test('that an administrator set expires', async () => {
    await using ports = await testPorts()
    const { app } = await givenAlice(ports, { user: { status: 'FORCE_CHANGE_PASSWORD' } })
    ports.clock.advanceSeconds(7 * 86_400 - 1)
    assert.equal((await app.withPassword('alice', 'Passw0rd!')).ChallengeName, 'NEW_PASSWORD_REQUIRED')
    ports.clock.advanceSeconds(1)
    assert.equal(
      await refusalOf(app.withPassword('alice', 'Passw0rd!')),
      'NotAuthorizedException: Temporary password has expired and must be reset by an administrator.',
    )
  })

  test('a full place for such work is told at once', async () => {
    await using ports = await testPorts()
    const { pool, client } = await givenAlice(ports)
    const full = { ...ports, passwordWork: { run: async () => ({ kind: 'busy' }) as const } }
    const app = signInClient(full, { pool, client })
    assert.equal(await refusalOf(app.withPassword('alice', 'Passw0rd!')), 'TooManyRequestsException: Too many requests')
    assert.equal(await refusalOf(app.withSrp('alice', 'Passw0rd!')), 'TooManyRequestsException: Too many requests')
  })
})

describe('InitiateAuth: the lock', () => {
  const locked = 'NotAuthorizedException: Password attempts exceeded'
  const wrong = 'NotAuthorizedException: Incorrect username or password.'

  test('comes with the fifth failure, doubles, and does not count what it refuses', async () => {
    await using ports = await testPorts()
    const { app } = await givenAlice(ports)
    const attempt = (password: string) => refusalOf(app.withPassword('alice', password))
    for (let failure = 1; failure <= 5; failure += 1) assert.equal(await attempt('wrong'), wrong)
    for (let refused = 0; refused < 20; refused += 1) assert.equal(await attempt('Passw0rd!'), locked)
    ports.clock.advanceSeconds(1)
    assert.equal(await attempt('wrong'), wrong)
    ports.clock.advanceSeconds(1)
    assert.equal(await attempt('Passw0rd!'), locked)
    ports.clock.advanceSeconds(1)
    assert.equal(typeof (await attempt('Passw0rd!')), 'object')
    assert.equal(await attempt('wrong'), wrong, 'a right password forgets the failures')
    assert.equal(typeof (await attempt('Passw0rd!')), 'object')
  })

  test('is one for all clients and all ways to try', async () => {
    await using ports = await testPorts()
    const { app, pool } = await givenAlice(ports)
    const other = signInClient(ports, { pool, client: await givenClient(ports, pool, { id: 'other' }), face: 'admin' })
    for (let failure = 1; failure <= 5; failure += 1) {
      assert.equal(await refusalOf(failure % 2 ? app.withSrp('alice', 'no') : other.withPassword('alice', 'no')), wrong)
    }
    assert.equal(await refusalOf(app.withPassword('alice', 'Passw0rd!')), locked)
    assert.equal(await refusalOf(app.initiate('USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: 'abc' })), locked)
    assert.equal(await refusalOf(other.withPassword('alice', 'Passw0rd!')), locked)
  })
})
