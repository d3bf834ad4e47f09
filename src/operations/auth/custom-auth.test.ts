import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refusalOf } from '../../testing/call-operation.ts'
import { colourFunctions } from '../../testing/custom-auth-functions.ts'
import { givenSignIn, type SignInSetUp } from '../../testing/given-sign-in.ts'
import { everyFlow } from '../../testing/passwordless.ts'
import { srpClient } from '../../testing/srp-client.ts'
import { answering, type TestFunction } from '../../testing/test-functions.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'

const incorrect = 'NotAuthorizedException: Incorrect username or password.'

type Functions = Readonly<Partial<Record<keyof typeof colourFunctions, TestFunction>>>

function given(ports: TestPorts, functions: Functions = {}, { pool, client, user }: SignInSetUp = {}) {
  const LambdaConfig = ports.functions.install({ ...colourFunctions, ...functions })
  return givenSignIn(ports, {
    pool: { ...pool, configuration: { LambdaConfig, ...pool?.configuration } },
    client: { configuration: { ExplicitAuthFlows: everyFlow, ...client?.configuration } },
    ...(user ? { user } : {}),
  })
}

type App = Awaited<ReturnType<typeof given>>['app']

const begin = (app: App, USERNAME = 'alice') => app.initiate('CUSTOM_AUTH', { USERNAME })
const answer = (app: App, session: string | undefined, ANSWER: string, USERNAME = 'alice') =>
  app.respond('CUSTOM_CHALLENGE', { USERNAME, ANSWER }, session)

const familyOf = (ports: TestPorts, poolId: string, accessToken = '') => {
  const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString())
  return ports.storage.sessions.findTokenFamily(poolId, claims.origin_jti)
}

describe('CUSTOM_AUTH', () => {
  test('asks what functions ask, and lets in whom they let in', async () => {
    await using ports = await testPorts()
    const { app, server, pool, user } = await given(ports)
    for (const face of [app, server]) {
      const { Session, ...asked } = await begin(face)
      assert.deepEqual(asked, {
        ChallengeName: 'CUSTOM_CHALLENGE',
        ChallengeParameters: { USERNAME: 'alice', question: 'colour?' },
      })
      const { AuthenticationResult: result, ...rest } = await answer(face, Session, 'blue')
      assert.deepEqual(rest, { ChallengeParameters: {} })
      assert.deepEqual((await familyOf(ports, pool.id, result?.AccessToken))?.amr, [])
    }
    const told = ports.functions.events.slice(0, 4)
    assert.deepEqual(
      told.map(({ triggerSource }) => triggerSource.replace('_Authentication', '')),
      ['DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse', 'DefineAuthChallenge'],
    )
    assert.deepEqual(told[0]?.request.session, [])
    assert.deepEqual(told[3]?.request.session, [
      { challengeName: 'CUSTOM_CHALLENGE', challengeResult: true, challengeMetadata: 'COLOUR' },
    ])
    assert.equal(told[0]?.userName, user.username)
  })

  test('leaves it to functions what a wrong answer means, and counts it', async () => {
    await using ports = await testPorts()
    const { app, pool, user } = await given(ports)
    const first = await begin(app)
    const second = await answer(app, first.Session, 'red')
    assert.equal(second.ChallengeName, 'CUSTOM_CHALLENGE')
    const third = await answer(app, second.Session, 'green')
    assert.equal(await refusalOf(answer(app, third.Session, 'pink')), incorrect)
    const { items } = await ports.storage.users.listAuthEvents(pool.id, user.sub, { limit: 60, after: undefined })
    assert.equal(items.filter(({ response }) => response === 'Fail').length, 3)
    const spent = 'NotAuthorizedException: Invalid session for the user, session can only be used once.'
    assert.equal(await refusalOf(answer(app, first.Session, 'blue')), spent)
    // Two more, and the user is locked, here and everywhere.
    await answer(app, (await begin(app)).Session, 'red')
    await answer(app, (await begin(app)).Session, 'red')
    const locked = 'NotAuthorizedException: Password attempts exceeded'
    assert.equal(await refusalOf(begin(app)), locked)
    assert.equal(await refusalOf(app.withPassword('alice', 'Passw0rd!')), locked)
  })

  test('counts a wrong answer whose functions fail instead of answering', async () => {
    await using ports = await testPorts()
    const thrown: TestFunction = (event) => {
      const session = event.request.session
      if (Array.isArray(session) && session.length > 0) throw new Error('no')
      return colourFunctions.DefineAuthChallenge(event)
    }
    const { app } = await given(ports, { DefineAuthChallenge: thrown })
    for (let guess = 0; guess < 5; guess += 1) {
      const { Session } = await begin(app)
      const refusal = 'UserLambdaValidationException: DefineAuthChallenge failed with error no.'
      assert.equal(await refusalOf(answer(app, Session, 'red')), refusal)
    }
    assert.equal(await refusalOf(begin(app)), 'NotAuthorizedException: Password attempts exceeded')
  })

  test('counts an answer at which the function that judges it throws', async () => {
    await using ports = await testPorts()
    const VerifyAuthChallengeResponse: TestFunction = () => {
      throw new Error('wrong')
    }
    const { app } = await given(ports, { VerifyAuthChallengeResponse })
    const { Session } = await begin(app)
    for (let guess = 0; guess < 5; guess += 1) {
      assert.equal(
        await refusalOf(answer(app, Session, 'red')),
        'UserLambdaValidationException: VerifyAuthChallengeResponse failed with error wrong.',
      )
    }
    assert.equal(await refusalOf(begin(app)), 'NotAuthorizedException: Password attempts exceeded')
  })

  const decisions: Readonly<Record<string, readonly [object, string]>> = {
    'nothing at all': [{}, 'InvalidLambdaResponseException: Unrecognizable lambda output'],
    'a challenge that there is not': [
      { challengeName: 'RIDDLE' },
      'InvalidLambdaResponseException: Unrecognizable lambda output',
    ],
    'a proof without an SRP_A': [
      { challengeName: 'PASSWORD_VERIFIER' },
      'InvalidLambdaResponseException: Unrecognizable lambda output',
    ],
    'a failure': [{ failAuthentication: true }, incorrect],
    'a failure and tokens': [{ failAuthentication: true, issueTokens: true }, incorrect],
    'a second factor that the user does not have': [
      { challengeName: 'SMS_MFA' },
      'InvalidUserPoolConfigurationException: User pool has no MFA method that the user can use',
    ],
  }
  for (const [what, [decision, refusal]] of Object.entries(decisions)) {
    test(`is refused where functions decide for ${what}`, async () => {
      await using ports = await testPorts()
      const { app } = await given(ports, { DefineAuthChallenge: answering({ ...decision }) })
      assert.equal(await refusalOf(begin(app)), refusal)
    })
  }

  test('asks for a second factor only if functions do', async () => {
    await using ports = await testPorts()
    const DefineAuthChallenge: TestFunction = (event) => {
      const session = Array.isArray(event.request.session) ? event.request.session : []
      const next = [{ challengeName: 'CUSTOM_CHALLENGE' }, { challengeName: 'EMAIL_OTP' }, { issueTokens: true }]
      return answering(next[session.length] ?? {})(event)
    }
    const user = { mfaFactors: ['EMAIL_OTP'] } as const
    const { app, pool } = await given(ports, { DefineAuthChallenge }, { user })
    const second = await answer(app, (await begin(app)).Session, 'blue')
    assert.equal(second.ChallengeName, 'EMAIL_OTP')
    const EMAIL_OTP_CODE = ports.messages.at(-1)?.code ?? ''
    const done = await app.respond('EMAIL_OTP', { USERNAME: 'alice', EMAIL_OTP_CODE }, second.Session)
    const family = await familyOf(ports, pool.id, done.AuthenticationResult?.AccessToken)
    assert.deepEqual(family?.amr, ['email_otp'])
    assert.deepEqual(ports.functions.events.at(-1)?.request.session, [
      { challengeName: 'CUSTOM_CHALLENGE', challengeResult: true, challengeMetadata: 'COLOUR' },
      { challengeName: 'EMAIL_OTP', challengeResult: true },
    ])

    await using without = await testPorts()
    const other = await given(without, {}, { user })
    assert.ok((await answer(other.app, (await begin(other.app)).Session, 'blue')).AuthenticationResult)
  })

  test('keeps nobody from replacing what an administrator set', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports, {}, { user: { status: 'FORCE_CHANGE_PASSWORD' } })
    const next = await answer(app, (await begin(app)).Session, 'blue')
    assert.equal(next.ChallengeName, 'NEW_PASSWORD_REQUIRED')
    const NEW_PASSWORD = 'N3w password!'
    const done = await app.respond('NEW_PASSWORD_REQUIRED', { USERNAME: 'alice', NEW_PASSWORD }, next.Session)
    assert.ok(done.AuthenticationResult)
  })

  test('refuses what functions want to keep to themselves where it is longer than a session may be', async () => {
    await using ports = await testPorts()
    const privateChallengeParameters = { answer: 'x'.repeat(2000) }
    const { app } = await given(ports, { CreateAuthChallenge: answering({ privateChallengeParameters }) })
    assert.equal(await refusalOf(begin(app)), 'InvalidLambdaResponseException: Lambda output is too large')
  })
})

describe('CUSTOM_AUTH with SRP', () => {
  async function proven(ports: TestPorts, { app, pool }: Awaited<ReturnType<typeof given>>, password = 'Passw0rd!') {
    const srp = srpClient()
    const begun = await app.initiate('CUSTOM_AUTH', {
      USERNAME: 'alice',
      CHALLENGE_NAME: 'SRP_A',
      SRP_A: srp.publicValue,
    })
    assert.equal(begun.ChallengeName, 'PASSWORD_VERIFIER')
    assert.ok(begun.Session && begun.Session.length <= 2048)
    const secret = { realm: pool.id.slice(pool.id.indexOf('_') + 1), username: 'alice', password }
    const proof = srp.prove(begun.ChallengeParameters ?? {}, secret, ports.clock.now())
    return app.respond('PASSWORD_VERIFIER', { USERNAME: 'alice', ...proof }, begun.Session)
  }

  test('proves the password first, and goes on as functions say', async () => {
    await using ports = await testPorts()
    const all = await given(ports)
    const asked = await proven(ports, all)
    assert.equal(asked.ChallengeName, 'CUSTOM_CHALLENGE')
    const { AuthenticationResult: result } = await answer(all.app, asked.Session, 'blue')
    assert.deepEqual((await familyOf(ports, all.pool.id, result?.AccessToken))?.amr, ['pwd'])
    const sessions = ports.functions.events.map(({ request }) => request.session)
    assert.deepEqual(sessions[0], [{ challengeName: 'SRP_A', challengeResult: true }])
    assert.deepEqual(sessions[1], [
      { challengeName: 'SRP_A', challengeResult: true },
      { challengeName: 'PASSWORD_VERIFIER', challengeResult: true },
    ])
  })

  test('refuses a wrong password, and counts it', async () => {
    await using ports = await testPorts()
    const all = await given(ports)
    for (let guess = 0; guess < 5; guess += 1) assert.equal(await refusalOf(proven(ports, all, 'wrong')), incorrect)
    assert.equal(await refusalOf(begin(all.app)), 'NotAuthorizedException: Password attempts exceeded')
  })

  test('wants an SRP_A', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports)
    const start = (more: Readonly<Record<string, string>>) =>
      refusalOf(app.initiate('CUSTOM_AUTH', { USERNAME: 'alice', CHALLENGE_NAME: 'SRP_A', ...more }))
    assert.equal(await start({}), 'InvalidParameterException: Missing required parameter SRP_A')
    assert.equal(await start({ SRP_A: 'x' }), 'InvalidParameterException: Invalid value for parameter SRP_A')
  })
})

describe('CUSTOM_AUTH for a name nobody has', () => {
  const client = { configuration: { PreventUserExistenceErrors: 'ENABLED' } } as const

  test('is told where the client says so, and no function hears of it', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports)
    assert.equal(await refusalOf(begin(app, 'nobody')), 'UserNotFoundException: User does not exist.')
    assert.deepEqual(ports.functions.events, [])
  })

  test('is asked and refused as a user is where that is hidden, and functions know', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports, {}, { client })
    const first = await begin(app, 'nobody')
    assert.deepEqual(first.ChallengeParameters, { USERNAME: 'nobody', question: 'colour?' })
    const second = await answer(app, first.Session, 'red', 'nobody')
    assert.equal(second.ChallengeName, 'CUSTOM_CHALLENGE')
    assert.equal(await refusalOf(answer(app, second.Session, 'blue', 'nobody')), incorrect, 'even where it is right')
    assert.ok(ports.functions.events.every(({ request }) => request.userNotFound === true))
  })
})
