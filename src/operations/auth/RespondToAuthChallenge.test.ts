import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { secretHash } from '../../crypto/secret-hash.ts'
import { formatSrpTimestamp } from '../../crypto/srp/srp-timestamp.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenSignIn, type SignInSetUp } from '../../testing/given-sign-in.ts'
import { givenClient, givenUser } from '../../testing/given.ts'
import { signInClient } from '../../testing/sign-in-client.ts'
import { srpClient } from '../../testing/srp-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { RespondToAuthChallenge } from './RespondToAuthChallenge.ts'

const wrongPassword = 'NotAuthorizedException: Incorrect username or password.'
const invalidSession = 'NotAuthorizedException: Invalid session for the user.'
const spentSession = 'NotAuthorizedException: Invalid session for the user, session can only be used once.'
const expiredSession = 'NotAuthorizedException: Invalid session for the user, session is expired.'

describe('PASSWORD_VERIFIER', () => {
  async function begin(ports: TestPorts, overrides: SignInSetUp = {}) {
    const all = await givenSignIn(ports, overrides)
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
    const { app } = await givenSignIn(ports)
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
    const { client, app } = await givenSignIn(ports, { client: { secrets } })
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
  const withTemporary: SignInSetUp = { user: { status: 'FORCE_CHANGE_PASSWORD' } }
  const answer = { USERNAME: 'alice', NEW_PASSWORD: 'N3wPassw0rd!' }

  test('is about 900 characters, and asked for', async () => {
    await using ports = await testPorts()
    const { app } = await givenSignIn(ports, withTemporary)
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
    const { app, server } = await givenSignIn(ports, withTemporary)
    const begun = await app.withPassword('alice', 'Passw0rd!')
    assert.ok((await server.respond('NEW_PASSWORD_REQUIRED', answer, begun.Session)).AuthenticationResult)
  })

  test('is good for its challenge, its client and its time only, and once', async () => {
    await using ports = await testPorts()
    const { app, pool } = await givenSignIn(ports, withTemporary)
    const other = signInClient(ports, { pool, client: await givenClient(ports, pool, { id: 'other' }) })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    assert.equal(await refusalOf(other.respond('NEW_PASSWORD_REQUIRED', answer, session)), invalidSession)
    const asCode = { USERNAME: 'alice', SMS_MFA_CODE: '123456' }
    assert.equal(await refusalOf(app.respond('SMS_MFA', asCode, session)), invalidSession)
    assert.equal(await refusalOf(app.respond('ADMIN_NO_SRP_AUTH', answer, session)), invalidSession)
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
    const { app } = await givenSignIn(ports, { ...withTemporary, client })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    ports.clock.advanceSeconds(15 * 60 - 1)
    assert.ok((await app.respond('NEW_PASSWORD_REQUIRED', answer, session)).AuthenticationResult)
  })

  test('of another user is no use', async () => {
    await using ports = await testPorts()
    const { app, pool } = await givenSignIn(ports, withTemporary)
    await givenUser(ports, pool, { username: 'bob' })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    const asBob = { ...answer, USERNAME: 'bob' }
    assert.equal(await refusalOf(app.respond('NEW_PASSWORD_REQUIRED', asBob, session)), invalidSession)
  })

  test('of a client that is gone is no use', async () => {
    await using ports = await testPorts()
    const { client } = await givenSignIn(ports, withTemporary)
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
    const { app } = await givenSignIn(ports, { pool: { schema }, user: { status } })
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
    const { app, user } = await givenSignIn(ports, { pool: { schema }, user: { status } })
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

  test('tells the verified address that another one takes its place', async () => {
    await using ports = await testPorts()
    const attributes = { email: 'alice@example.com', email_verified: 'true' }
    const { app } = await givenSignIn(ports, { user: { status, attributes } })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    const answer = { USERNAME: 'alice', NEW_PASSWORD: 'N3wPassw0rd!', 'userAttributes.email': 'alice@example.org' }
    assert.ok((await app.respond('NEW_PASSWORD_REQUIRED', answer, session)).AuthenticationResult)
    assert.deepEqual(
      ports.messages.map(({ to, subject }) => [to, subject]),
      [['alice@example.com', 'Your email address was changed']],
    )
  })

  const policy = {
    configuration: { Policies: { PasswordPolicy: { MinimumLength: 8, RequireNumbers: true, PasswordHistorySize: 3 } } },
  }

  test('a refused answer costs nothing: the session is good for the next one', async () => {
    await using ports = await testPorts()
    const { app } = await givenSignIn(ports, { pool: { ...policy, schema: [] }, user: { status } })
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
    const { app } = await givenSignIn(ports, { user: { status } })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    assert.equal(
      await refusalOf(app.respond('NEW_PASSWORD_REQUIRED', { USERNAME: 'alice', NEW_PASSWORD: 'Passw0rd!' }, session)),
      'PasswordHistoryPolicyViolationException: Password has previously been used',
    )
  })

  test('a missing attribute, and one that the client may not write', async () => {
    await using ports = await testPorts()
    const client = { configuration: { WriteAttributes: ['family_name'] } }
    const { app } = await givenSignIn(ports, { pool: { schema }, client, user: { status } })
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
    const { app } = await givenSignIn(ports, { pool: { schema: fixed }, user: { status } })
    const { Session: session } = await app.withPassword('alice', 'Passw0rd!')
    const responses = { USERNAME: 'alice', NEW_PASSWORD: 'N3wPassw0rd!', 'userAttributes.family_name': 'Liddell' }
    assert.ok((await app.respond('NEW_PASSWORD_REQUIRED', responses, session)).AuthenticationResult)
  })

  test('an address that somebody else signs in with', async () => {
    await using ports = await testPorts()
    const pool = { configuration: { UsernameAttributes: ['email'] as const } }
    const sub = '11111111-1111-7011-1111-111111111111'
    const attributes = { email: 'alice@example.com' }
    const all = await givenSignIn(ports, { pool, user: { status, username: sub, sub, attributes } })
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
    const { app } = await givenSignIn(ports, { user: { status, mfaFactors: ['SOFTWARE_TOKEN_MFA'] } })
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
