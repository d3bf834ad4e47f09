import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { appSecret, everyMfaFactor, givenSignIn } from '../../testing/given-sign-in.ts'
import { appCode } from '../../testing/sign-in-client.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AssociateSoftwareToken } from '../mfa/AssociateSoftwareToken.ts'
import { VerifySoftwareToken } from '../mfa/VerifySoftwareToken.ts'

const invalidSession = 'NotAuthorizedException: Invalid session for the user.'
const spentSession = 'NotAuthorizedException: Invalid session for the user, session can only be used once.'
const expiredSession = 'NotAuthorizedException: Invalid session for the user, session is expired.'

describe('SOFTWARE_TOKEN_MFA', () => {
  const user = { mfaFactors: ['SOFTWARE_TOKEN_MFA'] } as const

  test('asks for a code of the app by its name', async () => {
    await using ports = await testPorts()
    const { app } = await givenSignIn(ports, { user })
    const { Session: session = '', ...challenge } = await app.withPassword('alice', 'Passw0rd!')
    assert.deepEqual(challenge, {
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeParameters: { USER_ID_FOR_SRP: 'alice', FRIENDLY_DEVICE_NAME: 'phone' },
    })
    const answer = { USERNAME: 'alice', SOFTWARE_TOKEN_MFA_CODE: appCode(ports, appSecret) }
    assert.ok((await app.respond('SOFTWARE_TOKEN_MFA', answer, session)).AuthenticationResult)
  })

  test('takes each code once, whoever shows it again', async () => {
    await using ports = await testPorts()
    const { app } = await givenSignIn(ports, { user })
    const SOFTWARE_TOKEN_MFA_CODE = appCode(ports, appSecret)
    const attempt = async () => {
      const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
      return refusalOf(app.respond('SOFTWARE_TOKEN_MFA', { USERNAME: 'alice', SOFTWARE_TOKEN_MFA_CODE }, session))
    }
    assert.equal(typeof (await attempt()), 'object')
    assert.equal(await attempt(), 'ExpiredCodeException: Your software token has already been used once.')
    ports.clock.advanceSeconds(30)
    assert.equal(await attempt(), 'ExpiredCodeException: Your software token has already been used once.')
    ports.clock.advanceSeconds(60)
    assert.equal(await attempt(), 'CodeMismatchException: Invalid code received for user')
  })

  test('in 64 sign-ins at once, a code is good for one', async () => {
    await using ports = await testPorts()
    const { app } = await givenSignIn(ports, { user })
    const sessions: (string | undefined)[] = []
    while (sessions.length < 64) sessions.push((await app.withPassword('alice', 'Passw0rd!')).Session)
    const SOFTWARE_TOKEN_MFA_CODE = appCode(ports, appSecret)
    const answers = await Promise.all(
      sessions.map((session) =>
        refusalOf(app.respond('SOFTWARE_TOKEN_MFA', { USERNAME: 'alice', SOFTWARE_TOKEN_MFA_CODE }, session)),
      ),
    )
    const used = 'ExpiredCodeException: Your software token has already been used once.'
    assert.equal(answers.filter((answer) => answer === used).length, 63)
    assert.equal(answers.filter((answer) => typeof answer === 'object').length, 1)
  })

  test('a wrong code does not spend the session, and the fifth locks the user', async () => {
    await using ports = await testPorts()
    const { app } = await givenSignIn(ports, { user })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    const answer = (SOFTWARE_TOKEN_MFA_CODE: string) =>
      refusalOf(app.respond('SOFTWARE_TOKEN_MFA', { USERNAME: 'alice', SOFTWARE_TOKEN_MFA_CODE }, session))
    for (let guess = 0; guess < 5; guess += 1) {
      assert.equal(await answer('000000'), 'CodeMismatchException: Invalid code received for user')
    }
    assert.equal(await answer(appCode(ports, appSecret)), 'NotAuthorizedException: Password attempts exceeded')
    ports.clock.advanceSeconds(2)
    assert.equal(await answer(appCode(ports, appSecret)), invalidSession, 'the session has no guesses left')
    assert.equal(await answer('000000'), invalidSession)
  })

  test('is not asked for, and no password is enough, once the secret is gone', async () => {
    await using ports = await testPorts()
    const { app, user: stored } = await givenSignIn(ports, { user })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    await ports.storage.commit([{ write: 'deleteSoftwareToken', poolId: stored.poolId, sub: stored.sub }])
    assert.equal(
      await refusalOf(
        app.respond('SOFTWARE_TOKEN_MFA', { USERNAME: 'alice', SOFTWARE_TOKEN_MFA_CODE: '123456' }, session),
      ),
      'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool',
    )
  })
})

describe('SMS_MFA and EMAIL_OTP', () => {
  const kinds = {
    SMS_MFA: { member: 'SMS_MFA_CODE', medium: 'SMS', destination: '+*******0100', to: '+15550100' },
    EMAIL_OTP: { member: 'EMAIL_OTP_CODE', medium: 'EMAIL', destination: 'a***@e***', to: 'alice@example.com' },
  } as const
  for (const [name, kind] of Object.entries(kinds)) {
    const factor = name as keyof typeof kinds
    const user = { mfaFactors: [factor] }

    test(`${factor} sends a code, which is good once`, async () => {
      await using ports = await testPorts()
      const { app } = await givenSignIn(ports, { user })
      const { Session: session = '', ...challenge } = await app.withPassword('alice', 'Passw0rd!')
      assert.deepEqual(challenge, {
        ChallengeName: factor,
        ChallengeParameters: {
          USER_ID_FOR_SRP: 'alice',
          CODE_DELIVERY_DELIVERY_MEDIUM: kind.medium,
          CODE_DELIVERY_DESTINATION: kind.destination,
        },
      })
      const [message, ...others] = ports.messages
      assert.deepEqual(others, [])
      assert.equal(message?.to, kind.to)
      assert.match(message.code ?? '', /^\d{6}$/)
      const answer = { USERNAME: 'alice', [kind.member]: message.code ?? '' }
      assert.ok((await app.respond(factor, answer, session)).AuthenticationResult)
      assert.equal(await refusalOf(app.respond(factor, answer, session)), spentSession)
    })

    test(`${factor}: a wrong code, a late one and one of another sign-in`, async () => {
      await using ports = await testPorts()
      const { app } = await givenSignIn(ports, { user })
      const first = await app.withPassword('alice', 'Passw0rd!')
      const second = await app.withPassword('alice', 'Passw0rd!')
      const [codeOfFirst = '', codeOfSecond = ''] = ports.messages.map(({ code }) => code)
      const answer = (code: string, session?: string) =>
        refusalOf(app.respond(factor, { USERNAME: 'alice', [kind.member]: code }, session))
      const mismatch = 'CodeMismatchException: Invalid code or auth state for the user.'
      assert.equal(await answer(codeOfFirst, second.Session), mismatch)
      assert.equal(await answer('000000', second.Session), mismatch)
      assert.equal(typeof (await answer(codeOfSecond, second.Session)), 'object')
      ports.clock.advanceSeconds(180)
      assert.equal(await answer(codeOfFirst, first.Session), expiredSession)
    })

    test(`${factor}: five guesses end the code`, async () => {
      await using ports = await testPorts()
      const { app } = await givenSignIn(ports, { user })
      const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
      const answer = (code: string) =>
        refusalOf(app.respond(factor, { USERNAME: 'alice', [kind.member]: code }, session))
      for (let guess = 0; guess < 5; guess += 1) await answer('000000')
      ports.clock.advanceSeconds(2)
      assert.equal(await answer(ports.messages[0]?.code ?? ''), expiredCode)
    })
  }
  const expiredCode = 'ExpiredCodeException: Invalid code provided, please request a code again.'

  test('a right code by SMS verifies the number', async () => {
    await using ports = await testPorts()
    const { app, user } = await givenSignIn(ports, { user: { mfaFactors: ['SMS_MFA'] } })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    const SMS_MFA_CODE = ports.messages[0]?.code ?? ''
    await app.respond('SMS_MFA', { USERNAME: 'alice', SMS_MFA_CODE }, session)
    const stored = await ports.storage.users.find(user.poolId, user.sub)
    assert.equal(stored?.attributes.phone_number_verified, 'true')
  })

  test('nobody is sent more than twenty codes within the hour', async () => {
    await using ports = await testPorts()
    const { app } = await givenSignIn(ports, { user: { mfaFactors: ['SMS_MFA'] } })
    for (let sent = 0; sent < 20; sent += 1) await app.withPassword('alice', 'Passw0rd!')
    assert.equal(
      await refusalOf(app.withPassword('alice', 'Passw0rd!')),
      'TooManyRequestsException: Attempt limit exceeded, please try after some time.',
    )
    assert.equal(ports.messages.length, 20)
  })

  test('a code by SMS is none for the mail', async () => {
    await using ports = await testPorts()
    const { app } = await givenSignIn(ports, { user: { mfaFactors: ['SMS_MFA', 'EMAIL_OTP'] } })
    const select = async (ANSWER: string) => {
      const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
      return app.respond('SELECT_MFA_TYPE', { USERNAME: 'alice', ANSWER }, session)
    }
    await select('SMS_MFA')
    const byMail = await select('EMAIL_OTP')
    const EMAIL_OTP_CODE = ports.messages.find(({ channel }) => channel === 'SMS')?.code ?? ''
    assert.equal(
      await refusalOf(app.respond('EMAIL_OTP', { USERNAME: 'alice', EMAIL_OTP_CODE }, byMail.Session)),
      'CodeMismatchException: Invalid code or auth state for the user.',
    )
  })
})

describe('SELECT_MFA_TYPE', () => {
  const user = { mfaFactors: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'] } as const

  test('offers what the user has, in order, and goes on with the choice', async () => {
    await using ports = await testPorts()
    const { app } = await givenSignIn(ports, { user })
    const { Session: session = '', ...challenge } = await app.withPassword('alice', 'Passw0rd!')
    assert.deepEqual(challenge, {
      ChallengeName: 'SELECT_MFA_TYPE',
      ChallengeParameters: { USER_ID_FOR_SRP: 'alice', MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' },
    })
    const choose = (ANSWER: string) => refusalOf(app.respond('SELECT_MFA_TYPE', { USERNAME: 'alice', ANSWER }, session))
    assert.equal(await choose('EMAIL_OTP'), 'InvalidParameterException: Invalid value for parameter ANSWER')
    assert.equal(await choose(''), 'InvalidParameterException: Missing required parameter ANSWER')
    const next = await app.respond('SELECT_MFA_TYPE', { USERNAME: 'alice', ANSWER: 'SOFTWARE_TOKEN_MFA' }, session)
    assert.equal(next.ChallengeName, 'SOFTWARE_TOKEN_MFA')
    assert.deepEqual(ports.messages, [])
    const answer = { USERNAME: 'alice', SOFTWARE_TOKEN_MFA_CODE: appCode(ports, appSecret) }
    assert.ok((await app.respond('SOFTWARE_TOKEN_MFA', answer, next.Session)).AuthenticationResult)
    assert.equal(await choose('SMS_MFA'), spentSession)
  })
})

describe('MFA_SETUP', () => {
  const pool = { mfa: { ...everyMfaFactor, MfaConfiguration: 'ON' as const, SmsMfaConfiguration: undefined } }
  const user = { attributes: {} }

  test('by a software token: associate, verify, answer, each with the session that the step before gave', async () => {
    await using ports = await testPorts()
    const { app, user: stored } = await givenSignIn(ports, { pool, user })
    const begun = await app.withSrp('alice', 'Passw0rd!')
    assert.equal(begun.ChallengeName, 'MFA_SETUP')
    assert.deepEqual(begun.ChallengeParameters, {
      USER_ID_FOR_SRP: 'alice',
      MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]',
    })
    const answer = { USERNAME: 'alice' }
    assert.equal(await refusalOf(app.respond('MFA_SETUP', answer, begun.Session)), invalidSession, 'nothing is set up')

    const associated = await call(AssociateSoftwareToken, ports, { Session: begun.Session })
    assert.match(associated.SecretCode ?? '', /^[A-Z2-7]{52}$/)
    assert.equal(await refusalOf(app.respond('MFA_SETUP', answer, associated.Session)), invalidSession)
    assert.equal(await refusalOf(call(AssociateSoftwareToken, ports, { Session: begun.Session })), spentSession)

    const verify = (UserCode: string) =>
      call(VerifySoftwareToken, ports, { Session: associated.Session, UserCode, FriendlyDeviceName: 'tablet' })
    assert.equal(await refusalOf(verify('000000')), 'EnableSoftwareTokenMFAException: Code mismatch')
    const verified = await verify(appCode(ports, associated.SecretCode ?? ''))
    assert.equal(verified.Status, 'SUCCESS')
    assert.equal(await refusalOf(verify(appCode(ports, associated.SecretCode ?? ''))), spentSession)

    assert.ok((await app.respond('MFA_SETUP', answer, verified.Session)).AuthenticationResult)
    const after = await ports.storage.users.find(stored.poolId, stored.sub)
    assert.deepEqual(after?.mfaFactors, ['SOFTWARE_TOKEN_MFA'])
    assert.equal(after.preferredMfaFactor, 'SOFTWARE_TOKEN_MFA')

    const next = await app.withPassword('alice', 'Passw0rd!')
    assert.equal(next.ChallengeName, 'SOFTWARE_TOKEN_MFA')
    assert.equal(next.ChallengeParameters?.FRIENDLY_DEVICE_NAME, 'tablet')
  })

  test("by an e-mail address: a code goes there, and the right one makes it the user's and its factor", async () => {
    await using ports = await testPorts()
    const { app, user: stored } = await givenSignIn(ports, { pool, user })
    const begun = await app.withPassword('alice', 'Passw0rd!')
    const give = (EMAIL: string) => app.respond('MFA_SETUP', { USERNAME: 'alice', EMAIL }, begun.Session)
    assert.equal(await refusalOf(give('nonsense')), 'InvalidParameterException: Invalid email address format.')
    const { Session: session, ...challenge } = await give('alice@example.org')
    assert.equal(challenge.ChallengeName, 'EMAIL_OTP')
    assert.equal(challenge.ChallengeParameters?.CODE_DELIVERY_DESTINATION, 'a***@e***')
    const before = await ports.storage.users.find(stored.poolId, stored.sub)
    assert.deepEqual([before?.attributes, before?.mfaFactors], [{}, []], 'nothing is believed yet')
    const EMAIL_OTP_CODE = ports.messages[0]?.code ?? ''
    assert.equal(ports.messages[0]?.to, 'alice@example.org')
    assert.ok((await app.respond('EMAIL_OTP', { USERNAME: 'alice', EMAIL_OTP_CODE }, session)).AuthenticationResult)
    const after = await ports.storage.users.find(stored.poolId, stored.sub)
    assert.deepEqual(after?.attributes, { email: 'alice@example.org', email_verified: 'true' })
    assert.deepEqual([after.mfaFactors, after.preferredMfaFactor], [['EMAIL_OTP'], 'EMAIL_OTP'])
  })

  test('tells the verified address that another one takes its place', async () => {
    await using ports = await testPorts()
    const attributes = { email: 'alice@example.com', email_verified: 'true' }
    const { app } = await givenSignIn(ports, { pool, user: { ...user, attributes } })
    const begun = await app.withPassword('alice', 'Passw0rd!')
    const { Session: session } = await app.respond(
      'MFA_SETUP',
      { USERNAME: 'alice', EMAIL: 'alice@example.org' },
      begun.Session,
    )
    const EMAIL_OTP_CODE = ports.messages.at(-1)?.code ?? ''
    assert.ok((await app.respond('EMAIL_OTP', { USERNAME: 'alice', EMAIL_OTP_CODE }, session)).AuthenticationResult)
    assert.deepEqual(
      ports.messages.map(({ to, subject }) => [to, subject]),
      [
        ['alice@example.org', 'Your authentication code'],
        ['alice@example.com', 'Your email address was changed'],
      ],
    )
  })

  test('what the pool does not offer cannot be set up', async () => {
    await using ports = await testPorts()
    const onlyMail = { mfa: { MfaConfiguration: 'ON' as const, EmailMfaConfiguration: {} } }
    const { app } = await givenSignIn(ports, { pool: onlyMail, user })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    assert.equal(
      await refusalOf(call(AssociateSoftwareToken, ports, { Session: session })),
      'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool',
    )
  })

  test('guessing at the set-up is counted like any other', async () => {
    await using ports = await testPorts()
    const { app } = await givenSignIn(ports, { pool, user })
    const begun = await app.withPassword('alice', 'Passw0rd!')
    const { Session: session } = await call(AssociateSoftwareToken, ports, { Session: begun.Session })
    for (let guess = 0; guess < 5; guess += 1) {
      await refusalOf(call(VerifySoftwareToken, ports, { Session: session, UserCode: '000000' }))
    }
    assert.equal(
      await refusalOf(app.withPassword('alice', 'Passw0rd!')),
      'NotAuthorizedException: Password attempts exceeded',
    )
  })

  test('a user for whom there is no second factor cannot sign in', async () => {
    await using ports = await testPorts()
    const onlySms = {
      mfa: { MfaConfiguration: 'ON' as const, SmsMfaConfiguration: everyMfaFactor.SmsMfaConfiguration },
    }
    const { app } = await givenSignIn(ports, { pool: onlySms, user })
    assert.equal(
      await refusalOf(app.withPassword('alice', 'Passw0rd!')),
      'InvalidUserPoolConfigurationException: User pool has no MFA method that the user can use',
    )
    assert.equal(
      await refusalOf(app.withSrp('alice', 'Passw0rd!')),
      'MFAMethodNotFoundException: No MFA method was found that the user can use',
    )
  })
})
