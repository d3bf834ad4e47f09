import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { secretHash } from '../../crypto/secret-hash.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from '../../testing/given.ts'
import type { AppClientOverrides } from '../../testing/build-app-client.ts'
import type { UserPoolOverrides } from '../../testing/build-user-pool.ts'
import { signInClient } from '../../testing/sign-in-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { AdminInitiateAuth } from './AdminInitiateAuth.ts'
import { InitiateAuth } from './InitiateAuth.ts'

interface Setup {
  readonly pool?: UserPoolOverrides
  readonly client?: AppClientOverrides
  readonly user?: UserOverrides
}

async function setUp(
  ports: TestPorts,
  { pool: poolOverrides, client: clientOverrides, user: userOverrides }: Setup = {},
) {
  const pool = await givenPool(ports, poolOverrides)
  const client = await givenClient(ports, pool, clientOverrides)
  const user = await givenUser(ports, pool, userOverrides)
  return { pool, client, user, app: signInClient(ports, { pool, client }) }
}

const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString())

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
      const { app } = await setUp(ports, { client: { configuration: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] } } })
      assert.equal(await refusalOf(app.initiate(flow as keyof typeof refusals, {})), refusal)
    })
  }

  test('CUSTOM_AUTH in a pool without functions for it', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { client: { configuration: { ExplicitAuthFlows: undefined } } })
    assert.equal(
      await refusalOf(app.initiate('CUSTOM_AUTH', { USERNAME: 'alice' })),
      'InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.',
    )
  })

  test('a rotating client refreshes elsewhere', async () => {
    await using ports = await testPorts()
    const configuration = { ExplicitAuthFlows: undefined, RefreshTokenRotation: { Feature: 'ENABLED' as const } }
    const { app } = await setUp(ports, { client: { configuration } })
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
        const { app } = await setUp(ports)
        const parameters = Object.fromEntries(names.filter((other) => other !== name).map((other) => [other, 'x']))
        const answer = app.initiate(flow as keyof typeof required, parameters)
        assert.equal(await refusalOf(answer), `InvalidParameterException: Missing required parameter ${name}`)
      })
    }
  }

  test('SRP_A must be hex, though any number gets a challenge', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports)
    const begin = (SRP_A: string) => app.initiate('USER_SRP_AUTH', { USERNAME: 'alice', SRP_A })
    assert.equal(await refusalOf(begin('not hex')), 'InvalidParameterException: Invalid value for parameter SRP_A')
    assert.equal((await begin('0')).ChallengeName, 'PASSWORD_VERIFIER')
  })
})

describe('InitiateAuth: SECRET_HASH', () => {
  const secrets = [{ id: '1', value: 'a-secret', createdAt: new Date(0) }]

  test('is asked for where the client has a secret, and must be right', async () => {
    await using ports = await testPorts()
    const { app, client } = await setUp(ports, { client: { secrets } })
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
    const { app } = await setUp(ports)
    const answer = await app.withPassword('alice', 'Passw0rd!', { SECRET_HASH: 'surplus' })
    assert.ok(answer.AuthenticationResult)
  })
})

describe('InitiateAuth: a password', () => {
  test('that is right gives tokens, and one commit holds all that was written', async () => {
    await using ports = await testPorts()
    const { app, user, client } = await setUp(ports)
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
    const { app, user } = await setUp(ports)
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
    const { app } = await setUp(ports, { user: { password } })
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
      const { app } = await setUp(ports, { user: { status: status as keyof typeof statuses } })
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
    const { app, pool, user } = await setUp(ports, { user: { status: 'RESET_REQUIRED' } })
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
    const { app } = await setUp(ports, { user: { enabled: false } })
    for (const password of ['Passw0rd!', 'wrong']) {
      assert.equal(await refusalOf(app.withPassword('alice', password)), 'NotAuthorizedException: User is disabled.')
      assert.equal(await refusalOf(app.withSrp('alice', password)), 'NotAuthorizedException: User is disabled.')
    }
  })

  test('that an administrator set expires', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { user: { status: 'FORCE_CHANGE_PASSWORD' } })
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
    const { pool, client } = await setUp(ports)
    const full = { ...ports, passwordWork: { run: async () => ({ kind: 'busy' }) as const } }
    const app = signInClient(full, { pool, client })
    assert.equal(await refusalOf(app.withPassword('alice', 'Passw0rd!')), 'TooManyRequestsException: Too many requests')
    assert.equal(await refusalOf(app.withSrp('alice', 'Passw0rd!')), 'TooManyRequestsException: Too many requests')
  })
})

describe('InitiateAuth: who it is', () => {
  const attributes = {
    email: 'Alice@Example.com',
    email_verified: 'true',
    phone_number: '+15550100',
    phone_number_verified: 'false',
    preferred_username: 'ally',
  }

  async function namesThatWork(setup: Setup, names: readonly string[]): Promise<readonly string[]> {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { ...setup, user: { attributes, ...setup.user } })
    const working: string[] = []
    for (const name of names) {
      const answer = await refusalOf(app.withSrp(name, 'Passw0rd!'))
      if (typeof answer !== 'string') working.push(name)
    }
    return working
  }

  const all = ['alice', 'ALICE', 'Alice@Example.com', 'alice@example.com', '+15550100', 'ally']

  test('in a plain pool the username, to the letter', async () => {
    assert.deepEqual(await namesThatWork({}, all), ['alice'])
  })

  test('in a pool that ignores case, in any case', async () => {
    const pool = { configuration: { UsernameConfiguration: { CaseSensitive: false } } }
    assert.deepEqual(await namesThatWork({ pool }, all), ['alice', 'ALICE'])
  })

  test('in an alias pool a verified address or a preferred username as well', async () => {
    const pool = { configuration: { AliasAttributes: ['email', 'phone_number', 'preferred_username'] as const } }
    assert.deepEqual(await namesThatWork({ pool }, all), ['alice', 'Alice@Example.com', 'ally'])
  })

  test('in an attribute pool an address, verified or not', async () => {
    const pool = {
      configuration: {
        UsernameAttributes: ['email', 'phone_number'] as const,
        UsernameConfiguration: { CaseSensitive: false },
      },
    }
    const sub = '11111111-1111-7011-1111-111111111111'
    const user = { username: sub, sub }
    const expected = ['Alice@Example.com', 'alice@example.com', '+15550100', sub]
    assert.deepEqual(await namesThatWork({ pool, user }, [...all, sub]), expected)
  })

  test('a username that is somebody’s sub takes nobody’s place', async () => {
    await using ports = await testPorts()
    const { pool, user, app } = await setUp(ports)
    await givenUser(ports, pool, { username: user.sub, password: 'Imp0stor!' })
    const { AuthenticationResult: result } = await app.withPassword(user.sub, 'Passw0rd!')
    assert.equal(claimsOf(result?.AccessToken).username, 'alice')
    const refusal = 'NotAuthorizedException: Incorrect username or password.'
    assert.equal(await refusalOf(app.withPassword(user.sub, 'Imp0stor!')), refusal)
  })
})

describe('InitiateAuth: a name nobody has', () => {
  const hiding = { configuration: { PreventUserExistenceErrors: 'ENABLED' as const } }

  test('is told where the client says so', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports)
    const refusal = 'UserNotFoundException: User does not exist.'
    assert.equal(await refusalOf(app.withPassword('nobody', 'Passw0rd!')), refusal)
    assert.equal(await refusalOf(app.initiate('USER_SRP_AUTH', { USERNAME: 'nobody', SRP_A: 'abc' })), refusal)
  })

  test('is not told from a wrong password where the client hides it', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { client: hiding })
    const refusal = 'NotAuthorizedException: Incorrect username or password.'
    for (const name of ['nobody', 'alice']) {
      assert.equal(await refusalOf(app.withPassword(name, 'wrong')), refusal)
      assert.equal(await refusalOf(app.withSrp(name, 'wrong')), refusal)
    }
  })

  test('gets an SRP challenge of its own, the same at every attempt and through every client', async () => {
    await using ports = await testPorts()
    const { app, pool } = await setUp(ports, { client: hiding })
    const other = signInClient(ports, { pool, client: await givenClient(ports, pool, { ...hiding, id: 'other' }) })
    const begin = async (through: typeof app, USERNAME: string) => {
      const answer = await through.initiate('USER_SRP_AUTH', { USERNAME, SRP_A: 'abc' })
      assert.deepEqual(
        Object.keys(answer.ChallengeParameters ?? {}),
        Object.keys(
          (await app.initiate('USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: 'abc' })).ChallengeParameters ?? {},
        ),
      )
      return answer.ChallengeParameters ?? {}
    }
    const [first, again, elsewhere, known] = [
      await begin(app, 'nobody'),
      await begin(app, 'nobody'),
      await begin(other, 'nobody'),
      await begin(app, 'alice'),
    ]
    assert.equal(again.SALT, first.SALT)
    assert.equal(elsewhere.SALT, first.SALT)
    assert.notEqual((await begin(app, 'nobody2')).SALT, first.SALT)
    assert.notEqual(again.SRP_B, first.SRP_B)
    assert.equal(first.USERNAME, 'nobody')
    assert.equal(first.USER_ID_FOR_SRP, 'nobody')
    assert.equal(first.SECRET_BLOCK?.length, known.SECRET_BLOCK?.length)
  })

  test('is locked like a user, in the same rhythm', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { client: hiding })
    const rhythm = async (name: string): Promise<unknown[]> => {
      const answers: unknown[] = []
      for (let attempt = 0; attempt < 9; attempt += 1) {
        answers.push(await refusalOf(attempt % 2 ? app.withPassword(name, 'wrong') : app.withSrp(name, 'wrong')))
        if (attempt >= 5) ports.clock.advanceSeconds(1)
      }
      return answers
    }
    const known = await rhythm('alice')
    assert.ok(known.includes('NotAuthorizedException: Password attempts exceeded'))
    assert.deepEqual(await rhythm('nobody'), known)
  })

  test('begins nothing that is written, and a failure writes as much as one of a user', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { client: hiding })
    const writesOf = async (work: Promise<unknown>): Promise<unknown> => {
      const before = ports.commits.length
      await refusalOf(work)
      return ports.commits.slice(before).map(({ writes }) => writes.map(({ write }) => write))
    }
    for (const name of ['alice', 'nobody']) {
      const begun = app.initiate('USER_SRP_AUTH', { USERNAME: name, SRP_A: 'abc' })
      assert.deepEqual(await writesOf(begun), [])
    }
    assert.deepEqual(await writesOf(app.withPassword('alice', 'wrong')), [['recordFailure', 'recordAuthEvent']])
    assert.deepEqual(await writesOf(app.withPassword('nobody', 'wrong')), [
      ['recordFailure', 'putCode', 'spendSession'],
    ])
    const remains = await ports.storage.deleteExpired(ports.clock.now())
    assert.equal(remains, 2, 'what stands for the record is gone with the next removal')
  })
})

describe('InitiateAuth: the lock', () => {
  const locked = 'NotAuthorizedException: Password attempts exceeded'
  const wrong = 'NotAuthorizedException: Incorrect username or password.'

  test('comes with the fifth failure, doubles, and does not count what it refuses', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports)
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
    const { app, pool } = await setUp(ports)
    const other = signInClient(ports, { pool, client: await givenClient(ports, pool, { id: 'other' }), face: 'admin' })
    for (let failure = 1; failure <= 5; failure += 1) {
      assert.equal(await refusalOf(failure % 2 ? app.withSrp('alice', 'no') : other.withPassword('alice', 'no')), wrong)
    }
    assert.equal(await refusalOf(app.withPassword('alice', 'Passw0rd!')), locked)
    assert.equal(await refusalOf(app.initiate('USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: 'abc' })), locked)
    assert.equal(await refusalOf(other.withPassword('alice', 'Passw0rd!')), locked)
  })
})

describe('AdminInitiateAuth', () => {
  test('has the flow for servers under both its names', async () => {
    await using ports = await testPorts()
    const { pool, client } = await setUp(ports)
    const server = signInClient(ports, { pool, client, face: 'admin' })
    for (const flow of ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] as const) {
      const answer = await server.initiate(flow, { USERNAME: 'alice', PASSWORD: 'Passw0rd!' })
      assert.ok(answer.AuthenticationResult)
    }
  })

  test('refuses a flow that the client does not allow in words of its own', async () => {
    await using ports = await testPorts()
    const { pool, client } = await setUp(ports, {
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
    const { client } = await setUp(ports)
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
    const { pool, client, user } = await setUp(ports)
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
