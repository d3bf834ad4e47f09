import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AppClientConfiguration } from '../../domain/app-clients/app-client.ts'
import type { MfaSettings } from '../../domain/user-pools/user-pool.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { everyFlow, passwordlessPolicies } from '../../testing/passwordless.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { AdminInitiateAuth } from '../auth/AdminInitiateAuth.ts'
import { InitiateAuth } from '../auth/InitiateAuth.ts'
import { ChangePassword } from './ChangePassword.ts'
import { ConfirmSignUp } from './ConfirmSignUp.ts'
import { SignUp } from './SignUp.ts'

const Username = 'alice'
const UserAttributes = [{ Name: 'email', Value: 'alice@example.com' }]
const spent = 'NotAuthorizedException: Invalid session for the user, session can only be used once.'
const invalid = 'NotAuthorizedException: Invalid session for the user.'

interface Given {
  readonly mfa?: MfaSettings
  readonly client?: Partial<AppClientConfiguration>
  readonly policies?: typeof passwordlessPolicies
}

async function given({ mfa = {}, client: configuration = {}, policies = passwordlessPolicies }: Given = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { mfa, configuration: { AutoVerifiedAttributes: ['email'], Policies: policies } })
  const client = await givenClient(ports, pool, { configuration: { ExplicitAuthFlows: everyFlow, ...configuration } })
  return { ports, pool, ClientId: client.id }
}

const sent = (ports: TestPorts): string => ports.messages.at(-1)?.code ?? ''

/** Signs up without a password, and confirms with the session or without. */
async function signedUp({ ports, ClientId }: Awaited<ReturnType<typeof given>>, more: object = {}) {
  const { Session, UserSub } = await call(SignUp, ports, { ClientId, Username, UserAttributes, ...more })
  const confirm = (session?: string) =>
    call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: sent(ports), Session: session })
  return { Session, UserSub, confirm }
}

function begin({ ports, ClientId }: Awaited<ReturnType<typeof given>>, Session?: string, more: object = {}) {
  return call(InitiateAuth, ports, {
    ClientId,
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME: Username, ...more },
    Session,
  })
}

describe('signing up without a password', () => {
  test('ends in a sign-in without another code, once', async () => {
    const all = await given()
    const { Session, UserSub, confirm } = await signedUp(all)
    assert.ok(Session && Session.length <= 2048)
    const confirmed = await confirm(Session)
    assert.deepEqual(Object.keys(confirmed), ['Session'])
    const messages = all.ports.messages.length
    const { AuthenticationResult: result, ...rest } = await begin(all, confirmed.Session)
    assert.deepEqual(rest, { ChallengeParameters: {} })
    const claims = JSON.parse(Buffer.from(result?.AccessToken?.split('.')[1] ?? '', 'base64url').toString())
    assert.equal(claims.sub, UserSub)
    const family = await all.ports.storage.sessions.findTokenFamily(all.pool.id, claims.origin_jti)
    assert.deepEqual(family?.amr, ['email_otp'])
    assert.equal(all.ports.messages.length, messages)
    assert.equal(await refusalOf(begin(all, confirmed.Session)), spent)
  })

  test('needs no session of SignUp to confirm, and servers may go on with it', async () => {
    const all = await given()
    const { Session } = await (await signedUp(all)).confirm()
    const { ports, pool, ClientId } = all
    const input = {
      UserPoolId: pool.id,
      ClientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: Username },
    } as const
    assert.ok((await call(AdminInitiateAuth, ports, { ...input, Session })).AuthenticationResult)
  })

  test('leaves a user who is asked for a code from then on, and may set a password without knowing one', async () => {
    const all = await given()
    const { confirm } = await signedUp(all)
    const { Session } = await confirm()
    const { AuthenticationResult } = await begin(all, Session)
    assert.equal((await begin(all)).ChallengeName, 'EMAIL_OTP')
    const { ports } = all
    const AccessToken = AuthenticationResult?.AccessToken ?? ''
    await call(ChangePassword, ports, { AccessToken, ProposedPassword: 'Passw0rd!' })
    const { AvailableChallenges } = await begin(all)
    assert.deepEqual(AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP'])
    const again = call(ChangePassword, ports, { AccessToken, ProposedPassword: 'An0ther-one!' })
    assert.equal(await refusalOf(again), 'NotAuthorizedException: Incorrect username or password.')
  })

  test('is refused in the words that clients look for where there is no other way in', async () => {
    const missing =
      "InvalidParameterException: 1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null"
    const refused = async (setUp: Given, more: object = {}) => {
      const { ports, ClientId } = await given(setUp)
      return refusalOf(call(SignUp, ports, { ClientId, Username, UserAttributes, ...more }))
    }
    assert.equal(await refused({ policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] } } }), missing)
    assert.equal(await refused({ client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } }), missing)
    assert.equal(await refused({}, { UserAttributes: [] }), missing)
  })
})

describe('the session of a sign-up', () => {
  test('is given with a password too, and signs in without it', async () => {
    const all = await given()
    const { confirm } = await signedUp(all, { Password: 'Passw0rd!' })
    assert.ok((await begin(all, (await confirm()).Session)).AuthenticationResult)
  })

  test('is not given where it could lead nowhere', async () => {
    const none = async (setUp: Given) => {
      const all = await given(setUp)
      const { Session, confirm } = await signedUp(all, { Password: 'Passw0rd!' })
      return [Session, await confirm()]
    }
    assert.deepEqual(await none({ policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] } } }), [
      undefined,
      {},
    ])
    assert.deepEqual(await none({ client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } }), [undefined, {}])
    const mfa = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } as const
    const [, confirmed] = await none({ mfa })
    assert.deepEqual(confirmed, {})
  })

  test('of SignUp signs nobody in: it leads to confirming only', async () => {
    const all = await given()
    const { Session, confirm } = await signedUp(all)
    const early = refusalOf(begin(all, Session))
    assert.equal(await early, 'UserNotConfirmedException: User is not confirmed.')
    await confirm()
    assert.equal((await begin(all, Session)).ChallengeName, 'EMAIL_OTP', 'it shows nothing')
  })

  test('confirms nobody else, nor with a wrong code, and is good for a second try', async () => {
    const all = await given()
    const { ports, ClientId } = all
    const { Session } = await signedUp(all)
    const code = sent(ports)
    const other = { ClientId, Username: 'bob', UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }] }
    await call(SignUp, ports, other)
    const confirm = (input: object) =>
      refusalOf(call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: code, Session, ...input }))
    assert.equal(await confirm({ Username: 'bob', ConfirmationCode: sent(ports) }), invalid)
    assert.equal(await confirm({ Session: 'A'.repeat(40) }), invalid)
    assert.match(String(await confirm({ ConfirmationCode: '000000' })), /^CodeMismatchException/)
    assert.deepEqual(Object.keys((await confirm({})) as object), ['Session'])
  })

  test('ends with the time, with another address, with a second factor, and at another client', async () => {
    const setUp = async () => {
      const all = await given({
        mfa: { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } },
      })
      const { UserSub, confirm } = await signedUp(all)
      const { Session } = await confirm()
      const become = async (changes: object) => {
        const user = await all.ports.storage.users.find(all.pool.id, UserSub)
        assert.ok(user)
        const changed = { ...user, ...changes, version: user.version + 1 }
        const aliases = [{ namespace: 'username', key: Username }] as const
        await all.ports.storage.commit([{ write: 'updateUser', user: changed, aliases }])
      }
      return { all, Session, become }
    }
    const late = await setUp()
    late.all.ports.clock.advanceSeconds(180)
    assert.equal(
      await refusalOf(begin(late.all, late.Session)),
      'NotAuthorizedException: Invalid session for the user, session is expired.',
    )
    const moved = await setUp()
    await moved.become({ attributes: { email: 'other@example.com', email_verified: 'true' } })
    assert.equal((await begin(moved.all, moved.Session)).ChallengeName, 'EMAIL_OTP')
    const guarded = await setUp()
    await guarded.become({ mfaFactors: ['SOFTWARE_TOKEN_MFA'] })
    assert.equal((await begin(guarded.all, guarded.Session)).ChallengeName, 'SELECT_CHALLENGE')
    const disabled = await setUp()
    await disabled.become({ enabled: false })
    assert.equal(await refusalOf(begin(disabled.all, disabled.Session)), 'NotAuthorizedException: User is disabled.')
    const elsewhere = await setUp()
    const { ports, pool } = elsewhere.all
    const other = await givenClient(ports, pool, { id: 'other', configuration: { ExplicitAuthFlows: everyFlow } })
    assert.equal(await refusalOf(begin({ ports, pool, ClientId: other.id }, elsewhere.Session)), invalid)
  })

  test('64 times at once signs in once', async () => {
    const all = await given()
    const { Session } = await (await signedUp(all)).confirm()
    const answers = await Promise.all(Array.from({ length: 64 }, () => refusalOf(begin(all, Session))))
    const refusals = answers.filter((each) => typeof each === 'string')
    assert.equal(refusals.length, 63)
    assert.deepEqual([...new Set(refusals)], [spent])
  })
})
