import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenSignIn, type SignInSetUp } from '../../testing/given-sign-in.ts'
import { everyFlow, passwordlessPolicies } from '../../testing/passwordless.ts'
import { srpClient } from '../../testing/srp-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { InitiateAuth } from './InitiateAuth.ts'

const verified = {
  email: 'alice@example.com',
  email_verified: 'true',
  phone_number: '+15550100',
  phone_number_verified: 'true',
}
const everyChoice = ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP']

function given(ports: TestPorts, { pool, client, user }: SignInSetUp = {}) {
  return givenSignIn(ports, {
    pool: { ...pool, configuration: { Policies: passwordlessPolicies, ...pool?.configuration } },
    client: { configuration: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'], ...client?.configuration } },
    user: { attributes: verified, ...user },
  })
}

type App = Awaited<ReturnType<typeof given>>['app']

const begin = (app: App, more: Readonly<Record<string, string>> = {}) =>
  app.initiate('USER_AUTH', { USERNAME: 'alice', ...more })

const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString())

/** Takes away the password, and with it what is only offered to whoever has one. */
async function withoutPassword(ports: TestPorts, { user }: Awaited<ReturnType<typeof given>>): Promise<void> {
  const changed = { ...user, password: undefined, version: user.version + 1 }
  const aliases = [{ namespace: 'username', key: 'alice' }] as const
  await ports.storage.commit([{ write: 'updateUser', user: changed, aliases }])
}

describe('USER_AUTH', () => {
  test('offers what pool and user have, and writes nothing for it', async () => {
    await using ports = await testPorts()
    const { app, server } = await given(ports)
    const before = ports.commits.length
    for (const face of [app, server]) {
      const { Session, ...asked } = await begin(face)
      assert.deepEqual(asked, {
        ChallengeName: 'SELECT_CHALLENGE',
        ChallengeParameters: { USERNAME: 'alice' },
        AvailableChallenges: everyChoice,
      })
      assert.ok(Session && Session.length <= 2048)
    }
    assert.equal(ports.commits.length, before)
  })

  test('offers passwords only to whoever has a second factor', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports, { user: { mfaFactors: ['EMAIL_OTP'] } })
    assert.deepEqual((await begin(app)).AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP'])
    const preferred = await begin(app, { PREFERRED_CHALLENGE: 'EMAIL_OTP' })
    assert.equal(preferred.ChallengeName, 'SELECT_CHALLENGE')
    assert.deepEqual(ports.messages, [])
  })

  test('asks at once for the only thing there is', async () => {
    await using ports = await testPorts()
    const all = await given(ports, { pool: { configuration: { Policies: onlyMail } } })
    await withoutPassword(ports, all)
    const { Session, ...asked } = await begin(all.app)
    assert.deepEqual(asked, {
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: {
        USERNAME: 'alice',
        CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
        CODE_DELIVERY_DESTINATION: 'a***@e***',
      },
      AvailableChallenges: ['EMAIL_OTP'],
    })
    assert.match(ports.messages.at(-1)?.code ?? '', /^\d{8}$/)
    assert.ok(Session)
  })

  test('is refused without a name, by a client that does not allow it, and below its plan', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports)
    assert.equal(
      await refusalOf(app.initiate('USER_AUTH', {})),
      'InvalidParameterException: Missing required parameter USERNAME',
    )
    await using lite = await testPorts()
    const other = await givenSignIn(lite, { pool: { configuration: { UserPoolTier: 'LITE' } } })
    assert.equal(
      await refusalOf(begin(other.app)),
      'InvalidParameterException: USER_AUTH flow not enabled for this client',
    )
  })

  test('tells a name nobody has apart only where the client does', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports)
    assert.equal(
      await refusalOf(app.initiate('USER_AUTH', { USERNAME: 'nobody' })),
      'UserNotFoundException: User does not exist.',
    )
  })
})

const onlyMail = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } as const

describe('USER_AUTH with a password', () => {
  const right = { PASSWORD: 'Passw0rd!' }

  test('takes it with the first request, with the choice, or after it', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports)
    const inline = await begin(app, { PREFERRED_CHALLENGE: 'PASSWORD', ...right })
    const chosen = await app.respond(
      'SELECT_CHALLENGE',
      { USERNAME: 'alice', ANSWER: 'PASSWORD', ...right },
      (await begin(app)).Session,
    )
    const asked = await app.respond(
      'SELECT_CHALLENGE',
      { USERNAME: 'alice', ANSWER: 'PASSWORD' },
      (await begin(app)).Session,
    )
    assert.equal(asked.ChallengeName, 'PASSWORD')
    const after = await app.respond('PASSWORD', { USERNAME: 'alice', ...right }, asked.Session)
    for (const { AuthenticationResult: result } of [inline, chosen, after]) {
      assert.equal(claimsOf(result?.AccessToken).username, 'alice')
    }
  })

  test('counts a wrong one, and leaves the session to try again', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports)
    const { Session } = await begin(app)
    const answer = (PASSWORD: string) =>
      app.respond('SELECT_CHALLENGE', { USERNAME: 'alice', ANSWER: 'PASSWORD', PASSWORD }, Session)
    assert.equal(await refusalOf(answer('wrong')), 'NotAuthorizedException: Incorrect username or password.')
    assert.ok((await answer('Passw0rd!')).AuthenticationResult)
  })

  test('goes on to the second factor, from where there is no way back to the choice', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports, { user: { mfaFactors: ['EMAIL_OTP'] } })
    const second = await begin(app, { PREFERRED_CHALLENGE: 'PASSWORD', ...right })
    assert.deepEqual(Object.keys(second).toSorted(), ['ChallengeName', 'ChallengeParameters', 'Session'])
    assert.equal(second.ChallengeName, 'EMAIL_OTP')
    assert.match(ports.messages.at(-1)?.code ?? '', /^\d{6}$/)
    const back = app.respond('SELECT_CHALLENGE', { USERNAME: 'alice', ANSWER: 'PASSWORD_SRP' }, second.Session)
    assert.equal(await refusalOf(back), 'NotAuthorizedException: Invalid session for the user.')
  })
})

describe('USER_AUTH with SRP', () => {
  async function prove(ports: TestPorts, { app, pool }: Awaited<ReturnType<typeof given>>, how: 'inline' | 'chosen') {
    const srp = srpClient()
    const SRP_A = srp.publicValue
    const begun =
      how === 'inline'
        ? await begin(app, { PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A })
        : await app.respond(
            'SELECT_CHALLENGE',
            { USERNAME: 'alice', ANSWER: 'PASSWORD_SRP', SRP_A },
            (await begin(app)).Session,
          )
    assert.equal(begun.ChallengeName, 'PASSWORD_VERIFIER')
    assert.ok(begun.Session && begun.Session.length <= 2048)
    const secret = { realm: pool.id.slice(pool.id.indexOf('_') + 1), username: 'alice', password: 'Passw0rd!' }
    const proof = srp.prove(begun.ChallengeParameters ?? {}, secret, ports.clock.now())
    return { begun, answer: () => app.respond('PASSWORD_VERIFIER', { USERNAME: 'alice', ...proof }, begun.Session) }
  }

  for (const how of ['inline', 'chosen'] as const) {
    test(`proves the password, its first step ${how}`, async () => {
      await using ports = await testPorts()
      const { answer } = await prove(ports, await given(ports), how)
      assert.ok((await answer()).AuthenticationResult)
    })
  }

  test('may go over to another way, after which the proof is worth nothing', async () => {
    await using ports = await testPorts()
    const all = await given(ports)
    const { begun, answer } = await prove(ports, all, 'inline')
    const code = await all.app.respond('SELECT_CHALLENGE', { USERNAME: 'alice', ANSWER: 'EMAIL_OTP' }, begun.Session)
    assert.equal(code.ChallengeName, 'EMAIL_OTP')
    assert.equal(
      await refusalOf(answer()),
      'NotAuthorizedException: Invalid session for the user, session can only be used once.',
    )
  })
})

describe('USER_AUTH with a code', () => {
  const ways = [
    ['EMAIL_OTP', 'EMAIL_OTP_CODE', 'alice@example.com', ['email_otp']],
    ['SMS_OTP', 'SMS_OTP_CODE', '+15550100', ['sms']],
  ] as const

  for (const [name, member, address, amr] of ways) {
    test(`${name}: eight digits take the place of the password, and count as one factor`, async () => {
      await using ports = await testPorts()
      const { app, pool } = await given(ports, { pool: { configuration: { DeviceConfiguration: {} } } })
      const asked = await begin(app, { PREFERRED_CHALLENGE: name })
      assert.equal(asked.ChallengeName, name)
      const sent = ports.messages.at(-1)
      assert.equal(sent?.to, address)
      assert.match(sent?.code ?? '', /^\d{8}$/)
      const done = await app.respond(name, { USERNAME: 'alice', [member]: sent?.code ?? '' }, asked.Session)
      const { AuthenticationResult: result } = done
      assert.equal(result?.NewDeviceMetadata, undefined, 'devices belong to passwords')
      const family = await ports.storage.sessions.findTokenFamily(
        pool.id,
        String(claimsOf(result?.AccessToken).origin_jti),
      )
      assert.deepEqual(family?.amr, amr)
    })
  }

  test('a wrong one is counted, and the fifth locks every way', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports)
    const { Session } = await begin(app, { PREFERRED_CHALLENGE: 'EMAIL_OTP' })
    const code = ports.messages.at(-1)?.code ?? ''
    const answer = (EMAIL_OTP_CODE: string) => app.respond('EMAIL_OTP', { USERNAME: 'alice', EMAIL_OTP_CODE }, Session)
    for (let guess = 0; guess < 5; guess += 1) {
      assert.equal(
        await refusalOf(answer('00000000')),
        'CodeMismatchException: Invalid code or auth state for the user.',
      )
    }
    const locked = 'NotAuthorizedException: Password attempts exceeded'
    assert.equal(await refusalOf(answer(code)), locked)
    assert.equal(await refusalOf(begin(app, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'Passw0rd!' })), locked)
  })

  test('one session leads over to another factor, and is spent by it', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports)
    const first = await begin(app, { PREFERRED_CHALLENGE: 'EMAIL_OTP' })
    const mailed = ports.messages.at(-1)?.code ?? ''
    const second = await app.respond('SELECT_CHALLENGE', { USERNAME: 'alice', ANSWER: 'SMS_OTP' }, first.Session)
    assert.equal(second.ChallengeName, 'SMS_OTP')
    assert.deepEqual(second.AvailableChallenges, everyChoice)
    const stale = app.respond('EMAIL_OTP', { USERNAME: 'alice', EMAIL_OTP_CODE: mailed }, first.Session)
    assert.match(String(await refusalOf(stale)), /^(NotAuthorizedException|ExpiredCodeException)/)
    const code = ports.messages.at(-1)?.code ?? ''
    assert.ok(
      (await app.respond('SMS_OTP', { USERNAME: 'alice', SMS_OTP_CODE: code }, second.Session)).AuthenticationResult,
    )
  })

  test('what was not offered cannot be chosen', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports, { pool: { configuration: { Policies: onlyMail } } })
    const { Session } = await begin(app)
    const choose = (ANSWER: string) => app.respond('SELECT_CHALLENGE', { USERNAME: 'alice', ANSWER }, Session)
    for (const answer of ['SMS_OTP', 'WEB_AUTHN', 'SMS_MFA', 'nonsense']) {
      assert.equal(await refusalOf(choose(answer)), 'InvalidParameterException: Invalid value for parameter ANSWER')
    }
  })

  test('is no way around a second factor that comes in between', async () => {
    await using ports = await testPorts()
    const { app, user } = await given(ports)
    const { Session } = await begin(app, { PREFERRED_CHALLENGE: 'EMAIL_OTP' })
    const EMAIL_OTP_CODE = ports.messages.at(-1)?.code ?? ''
    const changed = { ...user, mfaFactors: ['EMAIL_OTP'], version: user.version + 1 } as const
    const aliases = [{ namespace: 'username', key: 'alice' }] as const
    await ports.storage.commit([{ write: 'updateUser', user: changed, aliases }])
    const answer = app.respond('EMAIL_OTP', { USERNAME: 'alice', EMAIL_OTP_CODE }, Session)
    assert.equal(await refusalOf(answer), 'NotAuthorizedException: Invalid session for the user.')
  })

  test('is sent twenty times an hour at most', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports)
    for (let sent = 0; sent < 20; sent += 1) await begin(app, { PREFERRED_CHALLENGE: 'EMAIL_OTP' })
    assert.equal(
      await refusalOf(begin(app, { PREFERRED_CHALLENGE: 'EMAIL_OTP' })),
      'TooManyRequestsException: Attempt limit exceeded, please try after some time.',
    )
  })

  test('goes to nobody who is disabled, and says nothing of it where who exists is hidden', async () => {
    await using ports = await testPorts()
    const configuration = { PreventUserExistenceErrors: 'ENABLED', ExplicitAuthFlows: everyFlow } as const
    const { app } = await given(ports, { client: { configuration }, user: { enabled: false } })
    assert.equal((await begin(app, { PREFERRED_CHALLENGE: 'EMAIL_OTP' })).ChallengeName, 'EMAIL_OTP')
    assert.deepEqual(ports.messages, [])
  })

  test('goes to nobody for whom an identity provider vouches', async () => {
    for (const PreventUserExistenceErrors of ['ENABLED', 'LEGACY'] as const) {
      await using ports = await testPorts()
      const configuration = { PreventUserExistenceErrors, ExplicitAuthFlows: everyFlow } as const
      const { app } = await given(ports, { client: { configuration }, user: { status: 'EXTERNAL_PROVIDER' } })
      const asked = await refusalOf(begin(app, { PREFERRED_CHALLENGE: 'EMAIL_OTP' }))
      if (PreventUserExistenceErrors === 'LEGACY') {
        assert.equal(asked, 'NotAuthorizedException: Incorrect username or password.')
      }
      assert.deepEqual(ports.messages, [])
      const withPassword = app.initiate('USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD: 'Passw0rd!' })
      assert.equal(await refusalOf(withPassword), 'NotAuthorizedException: Incorrect username or password.')
    }
  })

  test('goes to nobody who is not there', async () => {
    await using ports = await testPorts()
    const configuration = { PreventUserExistenceErrors: 'ENABLED', ExplicitAuthFlows: everyFlow } as const
    const { client } = await given(ports, { client: { configuration } })
    const ask = (USERNAME: string) =>
      call(InitiateAuth, ports, {
        ClientId: client.id,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME, PREFERRED_CHALLENGE: 'EMAIL_OTP' },
      })
    const names = Array.from({ length: 20 }, (_, nth) => `nobody${nth}`)
    const asked = await Promise.all(names.map(ask))
    assert.ok(asked.some(({ ChallengeName }) => ChallengeName === 'EMAIL_OTP'))
    assert.ok(asked.some(({ ChallengeName }) => ChallengeName === 'SELECT_CHALLENGE'))
    assert.deepEqual(ports.messages, [])
  })
})
