import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AdminCreateUserCommand, AdminListDevicesCommand } from '@aws-sdk/client-cognito-identity-provider'
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
  type IAuthenticationCallback,
} from 'amazon-cognito-identity-js'
import { password, startInstallation, type AddedPool, type Installation, type PoolOptions } from './installation.ts'

let installation: Installation

before(async () => {
  installation = await startInstallation()
})
after(() => installation[Symbol.asyncDispose]())

/** Node's way of answering, as a promise. */
function promised<Result>(call: (done: (error?: any, result?: any) => void) => void): Promise<Result> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error ? reject(error) : resolve(result)))
  })
}

/** The library's way of answering, as a promise. */
function succeeded<Result = unknown>(
  call: (callbacks: { onSuccess: (result: any) => void; onFailure: (error: any) => void }) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    call({ onSuccess: resolve, onFailure: reject })
  })
}

/** One browser: what it remembers is in its storage. */
function browser({ UserPoolId, ClientId }: AddedPool) {
  const stored = new Map<string, string>()
  const Storage = {
    setItem: (name: string, value: string) => void stored.set(name, value),
    getItem: (name: string) => stored.get(name) ?? null,
    removeItem: (name: string) => void stored.delete(name),
    clear: () => stored.clear(),
  }
  const pool = new CognitoUserPool({ UserPoolId, ClientId, Storage, endpoint: installation.ready.identityUrl })
  return { pool, stored, user: (Username: string) => new CognitoUser({ Username, Pool: pool, Storage }) }
}

type Outcome =
  | { readonly session: CognitoUserSession; readonly asksForDevice: boolean }
  | { readonly asks: string; readonly given: readonly any[] }
  | { readonly fails: string }

function outcomeOf(start: (callbacks: IAuthenticationCallback) => void): Promise<Outcome> {
  return new Promise((resolve) => {
    const asks =
      (name: string) =>
      (...given: readonly any[]) =>
        resolve({ asks: name, given })
    start({
      onSuccess: (session, asksForDevice) => resolve({ session, asksForDevice: asksForDevice === true }),
      onFailure: (error) => resolve({ fails: `${error.code}: ${error.message}` }),
      mfaRequired: asks('mfaRequired'),
      totpRequired: asks('totpRequired'),
      mfaSetup: asks('mfaSetup'),
      newPasswordRequired: asks('newPasswordRequired'),
      selectMFAType: asks('selectMFAType'),
    })
  })
}

function signIn(user: CognitoUser, Password = password): Promise<Outcome> {
  const details = new AuthenticationDetails({ Username: user.getUsername(), Password })
  return outcomeOf((callbacks) => user.authenticateUser(details, callbacks))
}

async function sessionOf(user: CognitoUser, secret = password): Promise<CognitoUserSession> {
  const outcome = await signIn(user, secret)
  assert.ok('session' in outcome, JSON.stringify(outcome))
  return outcome.session
}

async function setUp(name: string, options: PoolOptions = {}) {
  const pool = await installation.addPool(options)
  await pool.addPerson(name)
  const page = browser(pool)
  return { ...page, pool, person: page.user(name) }
}

describe('amazon-cognito-identity-js, by SRP', () => {
  test('signs up, confirms, signs in and finds its session again', async () => {
    const added = await installation.addPool({ pool: { AutoVerifiedAttributes: ['email'] } })
    const page = browser(added)
    const attributes = [new CognitoUserAttribute({ Name: 'email', Value: 'ann@example.com' })]
    const result = await promised<any>((done) => page.pool.signUp('ann', password, attributes, [], done))
    assert.equal(result.userConfirmed, false)
    assert.equal(result.codeDeliveryDetails.Destination, 'a***@e***')
    const user = page.user('ann')
    assert.deepEqual(await signIn(user), { fails: 'UserNotConfirmedException: User is not confirmed.' })
    await promised((done) => user.resendConfirmationCode(done))
    const code = await installation.codeFor('ann@example.com')
    assert.equal(await promised((done) => user.confirmRegistration(code, false, done)), 'SUCCESS')

    const session = await sessionOf(user)
    assert.equal(session.isValid(), true)
    assert.equal(session.getIdToken().payload.email, 'ann@example.com')
    const returned = page.pool.getCurrentUser()
    assert.equal(returned?.getUsername(), 'ann')
    const found = await promised<CognitoUserSession>((done) => returned?.getSession(done))
    assert.equal(found.getAccessToken().getJwtToken(), session.getAccessToken().getJwtToken())
    const seen = await promised<CognitoUserAttribute[]>((done) => returned?.getUserAttributes(done))
    assert.deepEqual(
      seen.map((attribute) => attribute.getName()),
      ['email', 'email_verified', 'sub'],
    )
  })

  test('is refused a wrong password and an unknown name', async () => {
    const { person, user } = await setUp('bob')
    assert.deepEqual(await signIn(person, 'wrong'), {
      fails: 'NotAuthorizedException: Incorrect username or password.',
    })
    assert.deepEqual(await signIn(user('nobody')), { fails: 'UserNotFoundException: User does not exist.' })
  })

  test('tells nothing of who exists where the client is told not to', async () => {
    const { user } = await setUp('bea', { client: { PreventUserExistenceErrors: 'ENABLED' } })
    const refused = { fails: 'NotAuthorizedException: Incorrect username or password.' }
    assert.deepEqual(await signIn(user('nobody')), refused)
    assert.deepEqual(await signIn(user('bea'), 'wrong'), refused)
  })

  test('refreshes its session', async () => {
    const { person } = await setUp('cat')
    const session = await sessionOf(person)
    const fresh = await promised<CognitoUserSession>((done) => person.refreshSession(session.getRefreshToken(), done))
    assert.notEqual(fresh.getAccessToken().getJwtToken(), session.getAccessToken().getJwtToken())
    assert.equal(fresh.getRefreshToken().getToken(), session.getRefreshToken().getToken())
  })

  test('changes a password and an attribute', async () => {
    const { person } = await setUp('dan')
    await sessionOf(person)
    assert.equal(await promised((done) => person.changePassword(password, 'An0ther-one!', done)), 'SUCCESS')
    const attributes = [new CognitoUserAttribute({ Name: 'nickname', Value: 'Danny' })]
    assert.equal(await promised((done) => person.updateAttributes(attributes, done)), 'SUCCESS')
    const session = await sessionOf(person, 'An0ther-one!')
    assert.equal(session.getIdToken().payload.nickname, 'Danny')
  })

  test('recovers a forgotten password', async () => {
    const { person } = await setUp('eve')
    await succeeded((callbacks) => person.forgotPassword({ ...callbacks, inputVerificationCode: callbacks.onSuccess }))
    const code = await installation.codeFor('eve@example.com')
    assert.equal(await succeeded((callbacks) => person.confirmPassword(code, 'An0ther-one!', callbacks)), 'SUCCESS')
    await sessionOf(person, 'An0ther-one!')
  })

  test('sets a new password for the one an operator gave', async () => {
    const added = await installation.addPool()
    await installation.operator.send(
      new AdminCreateUserCommand({
        UserPoolId: added.UserPoolId,
        Username: 'fay',
        TemporaryPassword: password,
        UserAttributes: [{ Name: 'email', Value: 'fay@example.com' }],
        MessageAction: 'SUPPRESS',
      }),
    )
    const person = browser(added).user('fay')
    const asked = await signIn(person)
    assert.ok('asks' in asked)
    assert.equal(asked.asks, 'newPasswordRequired')
    assert.deepEqual(asked.given, [{ email: 'fay@example.com' }, []])
    const outcome = await outcomeOf((callbacks) => person.completeNewPasswordChallenge('Mine-0nly-now!', {}, callbacks))
    assert.ok('session' in outcome)
    await sessionOf(person, 'Mine-0nly-now!')
  })

  test('signs out everywhere, and deletes the account', async () => {
    const { person } = await setUp('gus')
    const session = await sessionOf(person)
    await succeeded((callbacks) => person.globalSignOut(callbacks))
    await assert.rejects(
      promised((done) => person.refreshSession(session.getRefreshToken(), done)),
      { name: 'NotAuthorizedException', message: 'Refresh Token has been revoked' },
    )
    await sessionOf(person)
    assert.equal(await promised((done) => person.deleteUser(done)), 'SUCCESS')
    assert.deepEqual(await signIn(person), { fails: 'UserNotFoundException: User does not exist.' })
  })
})

describe('amazon-cognito-identity-js, with an authenticator app', () => {
  const mfa = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } } as const

  test('sets it up and is asked for it', async () => {
    const { person, user } = await setUp('hal', { mfa })
    await sessionOf(person)
    const secret = await new Promise<string>((resolve, reject) => {
      person.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject })
    })
    const code = await installation.authenticatorCode(secret)
    await succeeded((callbacks) => person.verifySoftwareToken(code, 'phone', callbacks))
    const preference = { PreferredMfa: true, Enabled: true }
    assert.equal(await promised((done) => person.setUserMfaPreference(null, preference, done)), 'SUCCESS')
    const data = await promised<any>((done) => person.getUserData(done, { bypassCache: true }))
    assert.deepEqual(data.UserMFASettingList, ['SOFTWARE_TOKEN_MFA'])

    installation.advance(30)
    const again = user('hal')
    const asked = await signIn(again)
    assert.ok('asks' in asked)
    assert.equal(asked.asks, 'totpRequired')
    const next = await installation.authenticatorCode(secret)
    const outcome = await outcomeOf((callbacks) => again.sendMFACode(next, callbacks, 'SOFTWARE_TOKEN_MFA'))
    assert.ok('session' in outcome, JSON.stringify(outcome))
  })
})

describe('amazon-cognito-identity-js, with devices', () => {
  const remembering = {
    pool: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true } },
    mfa: { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } },
  } as const

  async function withApp(name: string) {
    const all = await setUp(name, remembering)
    await sessionOf(all.person)
    const secret = await new Promise<string>((resolve, reject) => {
      all.person.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject })
    })
    const code = await installation.authenticatorCode(secret)
    await succeeded((callbacks) => all.person.verifySoftwareToken(code, 'phone', callbacks))
    const preference = { PreferredMfa: true, Enabled: true }
    await promised((done) => all.person.setUserMfaPreference(null, preference, done))
    return { ...all, secret }
  }

  test('remembers one, which then stands in for the second factor, until it is forgotten', async () => {
    const { pool, person, user, secret, stored } = await withApp('ida')
    const devices = async () => {
      const input = { UserPoolId: pool.UserPoolId, Username: 'ida' }
      const { Devices = [] } = await installation.operator.send(new AdminListDevicesCommand(input))
      return Devices.map(
        ({ DeviceAttributes }) => DeviceAttributes?.find(({ Name }) => Name === 'dev:device_remembered_status')?.Value,
      )
    }
    assert.equal(
      [...stored.keys()].some((name) => name.endsWith('.deviceKey')),
      true,
    )
    assert.deepEqual(await devices(), ['not_remembered'])
    await succeeded((callbacks) => person.setDeviceStatusRemembered(callbacks))
    assert.deepEqual(await devices(), ['remembered'])

    const remembered = user('ida')
    assert.ok('session' in (await signIn(remembered)), 'no second factor on a remembered device')

    const elsewhere = await signIn(browser(pool).user('ida'))
    assert.ok('asks' in elsewhere)
    assert.equal(elsewhere.asks, 'totpRequired')

    const listed = await succeeded<any>((callbacks) => remembered.listDevices(10, '', callbacks))
    assert.equal(listed.Devices.length, 1)
    assert.equal(await succeeded((callbacks) => remembered.forgetDevice(callbacks)), 'SUCCESS')
    assert.deepEqual(await devices(), [])

    installation.advance(30)
    const forgotten = user('ida')
    const asked = await signIn(forgotten)
    assert.ok('asks' in asked, JSON.stringify(asked))
    assert.equal(asked.asks, 'totpRequired')
    const code = await installation.authenticatorCode(secret)
    const outcome = await outcomeOf((callbacks) => forgotten.sendMFACode(code, callbacks, 'SOFTWARE_TOKEN_MFA'))
    assert.ok('session' in outcome, JSON.stringify(outcome))
    assert.equal(outcome.asksForDevice, true)
    assert.deepEqual(await devices(), ['not_remembered'])
  })

  test('asks again where the device is told not to be remembered', async () => {
    const { person, user } = await withApp('joe')
    await succeeded((callbacks) => person.setDeviceStatusRemembered(callbacks))
    await succeeded((callbacks) => person.setDeviceStatusNotRemembered(callbacks))
    const asked = await signIn(user('joe'))
    assert.ok('asks' in asked, JSON.stringify(asked))
    assert.equal(asked.asks, 'totpRequired')
  })
})
