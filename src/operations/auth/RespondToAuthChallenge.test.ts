import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { secretHash } from '../../crypto/secret-hash.ts'
import { formatSrpTimestamp } from '../../crypto/srp-timestamp.ts'
import type { MfaSettings } from '../../domain/user-pool.ts'
import type { AppClientOverrides } from '../../testing/build-app-client.ts'
import type { UserPoolOverrides } from '../../testing/build-user-pool.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from '../../testing/given.ts'
import { appCode, signInClient } from '../../testing/sign-in-client.ts'
import { srpClient } from '../../testing/srp-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { AssociateSoftwareToken } from '../mfa/AssociateSoftwareToken.ts'
import { VerifySoftwareToken } from '../mfa/VerifySoftwareToken.ts'
import { RespondToAuthChallenge } from './RespondToAuthChallenge.ts'

const sms = { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } }
const allMfa: MfaSettings = {
  MfaConfiguration: 'OPTIONAL',
  SmsMfaConfiguration: sms,
  SoftwareTokenMfaConfiguration: { Enabled: true },
  EmailMfaConfiguration: {},
}
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

interface Setup {
  readonly pool?: UserPoolOverrides
  readonly client?: AppClientOverrides
  readonly user?: UserOverrides
}

async function setUp(ports: TestPorts, overrides: Setup = {}) {
  const pool = await givenPool(ports, { mfa: allMfa, ...overrides.pool })
  const client = await givenClient(ports, pool, overrides.client)
  const attributes = { email: 'alice@example.com', email_verified: 'true', phone_number: '+15550100' }
  const user = await givenUser(ports, pool, { attributes, ...overrides.user })
  if (user.mfaFactors.includes('SOFTWARE_TOKEN_MFA')) await givenSoftwareToken(ports, user)
  const app = signInClient(ports, { pool, client })
  return { pool, client, user, app, server: signInClient(ports, { pool, client, face: 'admin' }) }
}

async function givenSoftwareToken(ports: TestPorts, { poolId, sub }: { poolId: string; sub: string }): Promise<void> {
  const friendlyDeviceName = 'phone'
  await ports.storage.commit([
    { write: 'associateSoftwareToken', poolId, sub, pendingSecret: secret },
    { write: 'verifySoftwareToken', poolId, sub, pendingSecret: secret, step: 0, friendlyDeviceName },
  ])
}

const wrongPassword = 'NotAuthorizedException: Incorrect username or password.'
const invalidSession = 'NotAuthorizedException: Invalid session for the user.'
const spentSession = 'NotAuthorizedException: Invalid session for the user, session can only be used once.'
const expiredSession = 'NotAuthorizedException: Invalid session for the user, session is expired.'

describe('PASSWORD_VERIFIER', () => {
  async function begin(ports: TestPorts, overrides: Setup = {}) {
    const all = await setUp(ports, overrides)
    const srp = srpClient()
    const begun = await all.app.initiate('USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: srp.publicValue })
    const proof = srp.prove(
      begun.ChallengeParameters ?? {},
      { realm: 'AbCdEf123', username: 'alice', password: 'Passw0rd!' },
      ports.clock.now(),
    )
    return { ...all, begun, answer: { USERNAME: 'alice', ...proof } }
  }

  test('is posed without a Session and answered without one', async () => {
    await using ports = await testPorts()
    const { app, begun, answer } = await begin(ports)
    assert.equal(begun.Session, undefined)
    assert.ok((await app.respond('PASSWORD_VERIFIER', answer)).AuthenticationResult)
  })

  test('may be answered at the Admin operation', async () => {
    await using ports = await testPorts()
    const { server, answer } = await begin(ports)
    assert.ok((await server.respond('PASSWORD_VERIFIER', answer)).AuthenticationResult)
  })

  test('works for SRP_A of the client and only for it: 0 proves nothing', async () => {
    await using ports = await testPorts()
    const { app } = await begin(ports)
    const { ChallengeParameters: challenge = {} } = await app.initiate('USER_SRP_AUTH', {
      USERNAME: 'alice',
      SRP_A: '0',
    })
    const claim = { PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK ?? '', PASSWORD_CLAIM_SIGNATURE: 'AAAA' }
    const TIMESTAMP = formatSrpTimestamp(ports.clock.now())
    assert.equal(
      await refusalOf(app.respond('PASSWORD_VERIFIER', { USERNAME: 'alice', TIMESTAMP, ...claim })),
      wrongPassword,
    )
  })

  for (const name of ['USERNAME', 'PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE', 'TIMESTAMP']) {
    test(`without ${name}`, async () => {
      await using ports = await testPorts()
      const { app, answer } = await begin(ports)
      const rest = Object.fromEntries(Object.entries(answer).filter(([member]) => member !== name))
      const refusal = `InvalidParameterException: Missing required parameter ${name}`
      assert.equal(await refusalOf(app.respond('PASSWORD_VERIFIER', rest)), refusal)
    })
  }

  test('a timestamp in another form, and a wrong one', async () => {
    await using ports = await testPorts()
    const { app, answer } = await begin(ports)
    const at = (TIMESTAMP: string) => refusalOf(app.respond('PASSWORD_VERIFIER', { ...answer, TIMESTAMP }))
    assert.equal(
      await at(ports.clock.now().toISOString()),
      'InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
    )
    const signedFor = formatSrpTimestamp(new Date(ports.clock.now().getTime() + 1000))
    assert.equal(await at(signedFor), wrongPassword, 'the signature is for another time')
  })

  test('a clock that is hours off keeps nobody out', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports)
    const srp = srpClient()
    const begun = await app.initiate('USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: srp.publicValue })
    const secret = { realm: 'AbCdEf123', username: 'alice', password: 'Passw0rd!' }
    const late = new Date(ports.clock.now().getTime() + 7_200_000)
    const answer = { USERNAME: 'alice', ...srp.prove(begun.ChallengeParameters ?? {}, secret, late) }
    assert.ok((await app.respond('PASSWORD_VERIFIER', answer)).AuthenticationResult)
  })

  test('the block is good once, for its time, for its client, and not when touched', async () => {
    await using ports = await testPorts()
    const { app, pool, answer } = await begin(ports)
    const other = signInClient(ports, { pool, client: await givenClient(ports, pool, { id: 'other' }) })
    assert.equal(await refusalOf(other.respond('PASSWORD_VERIFIER', answer)), invalidSession)
    const { PASSWORD_CLAIM_SECRET_BLOCK: block }: Record<string, string> = answer
    const touched = { ...answer, PASSWORD_CLAIM_SECRET_BLOCK: `${block?.slice(0, -8)}AAAAAAA=` }
    assert.equal(await refusalOf(app.respond('PASSWORD_VERIFIER', touched)), invalidSession)
    assert.ok((await app.respond('PASSWORD_VERIFIER', answer)).AuthenticationResult)
    assert.equal(await refusalOf(app.respond('PASSWORD_VERIFIER', answer)), spentSession)
    ports.clock.advanceSeconds(180)
    assert.equal(await refusalOf(app.respond('PASSWORD_VERIFIER', answer)), expiredSession)
  })

  test('answers another name than it was posed to', async () => {
    await using ports = await testPorts()
    const { app, pool, answer } = await begin(ports)
    await givenUser(ports, pool, { username: 'bob' })
    assert.equal(await refusalOf(app.respond('PASSWORD_VERIFIER', { ...answer, USERNAME: 'bob' })), invalidSession)
  })

  test('is refused when the lock came, the user was disabled or deleted in between', async () => {
    await using ports = await testPorts()
    const { app, user, answer } = await begin(ports)
    for (let failure = 0; failure < 5; failure += 1) await refusalOf(app.withPassword('alice', 'wrong'))
    assert.equal(
      await refusalOf(app.respond('PASSWORD_VERIFIER', answer)),
      'NotAuthorizedException: Password attempts exceeded',
    )
    ports.clock.advanceSeconds(2)
    const aliases = [{ namespace: 'username', key: 'alice' }] as const
    await ports.storage.commit([{ write: 'updateUser', user: { ...user, enabled: false, version: 2 }, aliases }])
    assert.equal(await refusalOf(app.respond('PASSWORD_VERIFIER', answer)), 'NotAuthorizedException: User is disabled.')
    await ports.storage.commit([{ write: 'deleteUser', poolId: user.poolId, sub: user.sub }])
    assert.equal(
      await refusalOf(app.respond('PASSWORD_VERIFIER', answer)),
      'UserNotFoundException: User does not exist.',
    )
  })

  test('SECRET_HASH goes with the USERNAME of the answer', async () => {
    await using ports = await testPorts()
    const secrets = [{ id: '1', value: 'a-secret', createdAt: new Date(0) }]
    const { client, app } = await setUp(ports, { client: { secrets } })
    const SECRET_HASH = secretHash('a-secret', 'alice', client.id)
    const srp = srpClient()
    const begun = await app.initiate('USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: srp.publicValue, SECRET_HASH })
    const identity = { realm: 'AbCdEf123', username: 'alice', password: 'Passw0rd!' }
    const answer = { USERNAME: 'alice', ...srp.prove(begun.ChallengeParameters ?? {}, identity, ports.clock.now()) }
    assert.equal(
      await refusalOf(app.respond('PASSWORD_VERIFIER', answer)),
      `NotAuthorizedException: Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    )
    assert.ok((await app.respond('PASSWORD_VERIFIER', { ...answer, SECRET_HASH })).AuthenticationResult)
  })
})

describe('a Session', () => {
  const withTemporary: Setup = { user: { status: 'FORCE_CHANGE_PASSWORD' } }
  const answer = { USERNAME: 'alice', NEW_PASSWORD: 'N3wPassw0rd!' }

  test('is about 900 characters, and asked for', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, withTemporary)
    const { Session: session = '' } = await app.withPassword('alice', 'Passw0rd!')
    assert.ok(session.length > 800 && session.length < 1000, String(session.length))
    assert.match(session, /^AYAB[\w-]+$/)
    assert.equal(
      await refusalOf(app.respond('NEW_PASSWORD_REQUIRED', answer)),
      'InvalidParameterException: Missing required parameter Session',
    )
  })

  test('goes from the public operations to the Admin ones and back', async () => {
    await using ports = await testPorts()
    const { app, server } = await setUp(ports, withTemporary)
    const begun = await app.withPassword('alice', 'Passw0rd!')
    assert.ok((await server.respond('NEW_PASSWORD_REQUIRED', answer, begun.Session)).AuthenticationResult)
  })

  test('is good for its challenge, its client and its time only, and once', async () => {
    await using ports = await testPorts()
    const { app, pool } = await setUp(ports, withTemporary)
    const other = signInClient(ports, { pool, client: await givenClient(ports, pool, { id: 'other' }) })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    assert.equal(await refusalOf(other.respond('NEW_PASSWORD_REQUIRED', answer, session)), invalidSession)
    const asCode = { USERNAME: 'alice', SMS_MFA_CODE: '123456' }
    assert.equal(await refusalOf(app.respond('SMS_MFA', asCode, session)), invalidSession)
    assert.equal(await refusalOf(app.respond('CUSTOM_CHALLENGE', answer, session)), invalidSession)
    assert.equal(await refusalOf(app.respond('NEW_PASSWORD_REQUIRED', answer, 'A'.repeat(900))), invalidSession)
    assert.ok((await app.respond('NEW_PASSWORD_REQUIRED', answer, session)).AuthenticationResult)
    const more = { ...answer, NEW_PASSWORD: 'An0therPassw0rd!' }
    const again = await refusalOf(app.respond('NEW_PASSWORD_REQUIRED', more, session))
    assert.equal(again, spentSession)
    ports.clock.advanceSeconds(180)
    assert.equal(await refusalOf(app.respond('NEW_PASSWORD_REQUIRED', more, session)), expiredSession)
  })

  test('lives as long as the client says', async () => {
    await using ports = await testPorts()
    const client = { configuration: { AuthSessionValidity: 15 } }
    const { app } = await setUp(ports, { ...withTemporary, client })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    ports.clock.advanceSeconds(15 * 60 - 1)
    assert.ok((await app.respond('NEW_PASSWORD_REQUIRED', answer, session)).AuthenticationResult)
  })

  test('of another user is no use', async () => {
    await using ports = await testPorts()
    const { app, pool } = await setUp(ports, withTemporary)
    await givenUser(ports, pool, { username: 'bob' })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    const asBob = { ...answer, USERNAME: 'bob' }
    assert.equal(await refusalOf(app.respond('NEW_PASSWORD_REQUIRED', asBob, session)), invalidSession)
  })

  test('of a client that is gone is no use', async () => {
    await using ports = await testPorts()
    const { client } = await setUp(ports, withTemporary)
    await ports.storage.commit([{ write: 'deleteAppClient', poolId: client.poolId, clientId: client.id }])
    const answered = call(RespondToAuthChallenge, ports, {
      ClientId: client.id,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeResponses: answer,
    })
    assert.equal(await refusalOf(answered), `ResourceNotFoundException: User pool client ${client.id} does not exist.`)
  })
})

describe('NEW_PASSWORD_REQUIRED', () => {
  const status = 'FORCE_CHANGE_PASSWORD' as const
  const schema = [{ Name: 'family_name', Required: true, Mutable: true, AttributeDataType: 'String' as const }]

  test('tells what is known and what is missing', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { pool: { schema }, user: { status } })
    const { ChallengeName: name, ChallengeParameters: parameters } = await app.withPassword('alice', 'Passw0rd!')
    assert.equal(name, 'NEW_PASSWORD_REQUIRED')
    assert.deepEqual(parameters, {
      USER_ID_FOR_SRP: 'alice',
      requiredAttributes: '["userAttributes.family_name"]',
      userAttributes: '{"email":"alice@example.com","email_verified":"true","phone_number":"+15550100"}',
    })
  })

  test('sets password and attributes, confirms the user, and only the new password works from then on', async () => {
    await using ports = await testPorts()
    const { app, user } = await setUp(ports, { pool: { schema }, user: { status } })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    const answer = { USERNAME: 'alice', NEW_PASSWORD: 'N3wPassw0rd!', 'userAttributes.family_name': 'Liddell' }
    assert.ok((await app.respond('NEW_PASSWORD_REQUIRED', answer, session)).AuthenticationResult)
    const stored = await ports.storage.users.find(user.poolId, user.sub)
    assert.equal(stored?.status, 'CONFIRMED')
    assert.deepEqual(stored.attributes, { ...user.attributes, family_name: 'Liddell' })
    assert.equal(await refusalOf(app.withPassword('alice', 'Passw0rd!')), wrongPassword)
    assert.ok((await app.withPassword('alice', 'N3wPassw0rd!')).AuthenticationResult)
    assert.ok((await app.withSrp('alice', 'N3wPassw0rd!')).AuthenticationResult)
  })

  const policy = {
    configuration: { Policies: { PasswordPolicy: { MinimumLength: 8, RequireNumbers: true, PasswordHistorySize: 3 } } },
  }

  test('a refused answer costs nothing: the session is good for the next one', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { pool: { ...policy, schema: [] }, user: { status } })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    const answer = (NEW_PASSWORD: string, more = {}) =>
      refusalOf(app.respond('NEW_PASSWORD_REQUIRED', { USERNAME: 'alice', NEW_PASSWORD, ...more }, session))
    assert.equal(await answer(''), 'InvalidParameterException: Missing required parameter NEW_PASSWORD')
    assert.equal(
      await answer('sh0rt'),
      'InvalidPasswordException: Password does not conform to policy: Password not long enough',
    )
    assert.equal(
      await answer('longenough'),
      'InvalidPasswordException: Password does not conform to policy: Password must have numeric characters',
    )
    assert.equal(
      await answer('Passw0rd!'),
      'PasswordHistoryPolicyViolationException: Password has previously been used',
    )
    assert.equal(
      await answer('N3wPassw0rd!', { 'userAttributes.custom:x': '1' }),
      'InvalidParameterException: user.custom:x: Attribute does not exist in the schema.\n',
    )
    assert.equal(
      await answer('N3wPassw0rd!', { 'userAttributes.email_verified': 'true' }),
      'InvalidParameterException: Cannot modify the non-mutable attribute email_verified',
    )
    assert.equal(typeof (await answer('N3wPassw0rd!')), 'object')
  })

  test('what an administrator invented cannot stay, whatever the history is', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { user: { status } })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    assert.equal(
      await refusalOf(app.respond('NEW_PASSWORD_REQUIRED', { USERNAME: 'alice', NEW_PASSWORD: 'Passw0rd!' }, session)),
      'PasswordHistoryPolicyViolationException: Password has previously been used',
    )
  })

  test('a missing attribute, and one that the client may not write', async () => {
    await using ports = await testPorts()
    const client = { configuration: { WriteAttributes: ['family_name'] } }
    const { app } = await setUp(ports, { pool: { schema }, client, user: { status } })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    const answer = (more: Record<string, string>) => {
      const responses = { USERNAME: 'alice', NEW_PASSWORD: 'N3wPassw0rd!', ...more }
      return refusalOf(app.respond('NEW_PASSWORD_REQUIRED', responses, session))
    }
    assert.equal(await answer({}), 'InvalidParameterException: Invalid attributes given, family_name is missing')
    assert.equal(
      await answer({ 'userAttributes.family_name': 'Liddell', 'userAttributes.given_name': 'Alice' }),
      'NotAuthorizedException: A client attempted to write unauthorized attribute',
    )
  })

  test('a required attribute that cannot be changed gets its first value here', async () => {
    await using ports = await testPorts()
    const fixed = [{ Name: 'family_name', Required: true, Mutable: false, AttributeDataType: 'String' as const }]
    const { app } = await setUp(ports, { pool: { schema: fixed }, user: { status } })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    const responses = { USERNAME: 'alice', NEW_PASSWORD: 'N3wPassw0rd!', 'userAttributes.family_name': 'Liddell' }
    assert.ok((await app.respond('NEW_PASSWORD_REQUIRED', responses, session)).AuthenticationResult)
  })

  test('an address that somebody else signs in with', async () => {
    await using ports = await testPorts()
    const pool = { configuration: { UsernameAttributes: ['email'] as const } }
    const sub = '11111111-1111-7011-1111-111111111111'
    const attributes = { email: 'alice@example.com' }
    const all = await setUp(ports, { pool, user: { status, username: sub, sub, attributes } })
    const bob = '22222222-2222-7022-2222-222222222222'
    await givenUser(ports, all.pool, { username: bob, sub: bob, attributes: { email: 'bob@example.com' } })
    const begun = await all.app.withPassword('alice@example.com', 'Passw0rd!')
    const answer = { USERNAME: sub, NEW_PASSWORD: 'N3wPassw0rd!', 'userAttributes.email': 'bob@example.com' }
    assert.equal(
      await refusalOf(all.app.respond('NEW_PASSWORD_REQUIRED', answer, begun.Session)),
      'AliasExistsException: An account with the given email already exists.',
    )
  })

  test('the second factor still comes after it', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { user: { status, mfaFactors: ['SOFTWARE_TOKEN_MFA'] } })
    const { Session: session } = await app.withSrp('alice', 'Passw0rd!')
    const next = await app.respond(
      'NEW_PASSWORD_REQUIRED',
      { USERNAME: 'alice', NEW_PASSWORD: 'N3wPassw0rd!' },
      session,
    )
    assert.equal(next.ChallengeName, 'SOFTWARE_TOKEN_MFA')
    assert.equal(next.AuthenticationResult, undefined)
  })
})

describe('SOFTWARE_TOKEN_MFA', () => {
  const user = { mfaFactors: ['SOFTWARE_TOKEN_MFA'] } as const

  test('asks for a code of the app by its name', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { user })
    const { Session: session = '', ...challenge } = await app.withPassword('alice', 'Passw0rd!')
    assert.deepEqual(challenge, {
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeParameters: { USER_ID_FOR_SRP: 'alice', FRIENDLY_DEVICE_NAME: 'phone' },
    })
    const answer = { USERNAME: 'alice', SOFTWARE_TOKEN_MFA_CODE: appCode(ports, secret) }
    assert.ok((await app.respond('SOFTWARE_TOKEN_MFA', answer, session)).AuthenticationResult)
  })

  test('takes each code once, whoever shows it again', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { user })
    const SOFTWARE_TOKEN_MFA_CODE = appCode(ports, secret)
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

  test('a wrong code does not spend the session, and the fifth locks the user', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { user })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    const answer = (SOFTWARE_TOKEN_MFA_CODE: string) =>
      refusalOf(app.respond('SOFTWARE_TOKEN_MFA', { USERNAME: 'alice', SOFTWARE_TOKEN_MFA_CODE }, session))
    for (let guess = 0; guess < 5; guess += 1) {
      assert.equal(await answer('000000'), 'CodeMismatchException: Invalid code received for user')
    }
    assert.equal(await answer(appCode(ports, secret)), 'NotAuthorizedException: Password attempts exceeded')
    ports.clock.advanceSeconds(2)
    assert.equal(await answer(appCode(ports, secret)), invalidSession, 'the session has no guesses left')
    assert.equal(await answer('000000'), invalidSession)
  })

  test('is not asked for, and no password is enough, once the secret is gone', async () => {
    await using ports = await testPorts()
    const { app, user: stored } = await setUp(ports, { user })
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
      const { app } = await setUp(ports, { user })
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
      const { app } = await setUp(ports, { user })
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
      const { app } = await setUp(ports, { user })
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
    const { app, user } = await setUp(ports, { user: { mfaFactors: ['SMS_MFA'] } })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    const SMS_MFA_CODE = ports.messages[0]?.code ?? ''
    await app.respond('SMS_MFA', { USERNAME: 'alice', SMS_MFA_CODE }, session)
    const stored = await ports.storage.users.find(user.poolId, user.sub)
    assert.equal(stored?.attributes.phone_number_verified, 'true')
  })

  test('nobody is sent more than twenty codes within the hour', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { user: { mfaFactors: ['SMS_MFA'] } })
    for (let sent = 0; sent < 20; sent += 1) await app.withPassword('alice', 'Passw0rd!')
    assert.equal(
      await refusalOf(app.withPassword('alice', 'Passw0rd!')),
      'TooManyRequestsException: Attempt limit exceeded, please try after some time.',
    )
    assert.equal(ports.messages.length, 20)
  })

  test('a code by SMS is none for the mail', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { user: { mfaFactors: ['SMS_MFA', 'EMAIL_OTP'] } })
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
    const { app } = await setUp(ports, { user })
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
    const answer = { USERNAME: 'alice', SOFTWARE_TOKEN_MFA_CODE: appCode(ports, secret) }
    assert.ok((await app.respond('SOFTWARE_TOKEN_MFA', answer, next.Session)).AuthenticationResult)
    assert.equal(await choose('SMS_MFA'), spentSession)
  })
})

describe('MFA_SETUP', () => {
  const pool = { mfa: { ...allMfa, MfaConfiguration: 'ON' as const, SmsMfaConfiguration: undefined } }
  const user = { attributes: {} }

  test('by a software token: associate, verify, answer, each with the session that the step before gave', async () => {
    await using ports = await testPorts()
    const { app, user: stored } = await setUp(ports, { pool, user })
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
    const { app, user: stored } = await setUp(ports, { pool, user })
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

  test('what the pool does not offer cannot be set up', async () => {
    await using ports = await testPorts()
    const onlyMail = { mfa: { MfaConfiguration: 'ON' as const, EmailMfaConfiguration: {} } }
    const { app } = await setUp(ports, { pool: onlyMail, user })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    assert.equal(
      await refusalOf(call(AssociateSoftwareToken, ports, { Session: session })),
      'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool',
    )
  })

  test('guessing at the set-up is counted like any other', async () => {
    await using ports = await testPorts()
    const { app } = await setUp(ports, { pool, user })
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
    const onlySms = { mfa: { MfaConfiguration: 'ON' as const, SmsMfaConfiguration: sms } }
    const { app } = await setUp(ports, { pool: onlySms, user })
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
