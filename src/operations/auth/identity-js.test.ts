import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AuthenticationDetails,
  CognitoRefreshToken,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js'
import { Refusal } from '../../contract/refusal.ts'
import type { UserPoolConfiguration, MfaSettings } from '../../domain/user-pools/user-pool.ts'
import { call } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from '../../testing/given.ts'
import { appCode } from '../../testing/sign-in-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { ConfirmDevice } from '../device/ConfirmDevice.ts'
import { ForgetDevice } from '../device/ForgetDevice.ts'
import { GetDevice } from '../device/GetDevice.ts'
import { ListDevices } from '../device/ListDevices.ts'
import { UpdateDeviceStatus } from '../device/UpdateDeviceStatus.ts'
import { AssociateSoftwareToken } from '../mfa/AssociateSoftwareToken.ts'
import { SetUserMFAPreference } from '../mfa/SetUserMFAPreference.ts'
import { VerifySoftwareToken } from '../mfa/VerifySoftwareToken.ts'
import { GlobalSignOut } from './GlobalSignOut.ts'
import { InitiateAuth } from './InitiateAuth.ts'
import { RespondToAuthChallenge } from './RespondToAuthChallenge.ts'
import { RevokeToken } from './RevokeToken.ts'

/** The operations that the library calls here, and what it calls them with. */
const operations: Readonly<Record<string, (ports: TestPorts, input: any) => Promise<unknown>>> = {
  AssociateSoftwareToken: (ports, input) => call(AssociateSoftwareToken, ports, input),
  ConfirmDevice: (ports, input) => call(ConfirmDevice, ports, input),
  ForgetDevice: (ports, input) => call(ForgetDevice, ports, input),
  GetDevice: (ports, input) => call(GetDevice, ports, input),
  GlobalSignOut: (ports, input) => call(GlobalSignOut, ports, input),
  InitiateAuth: (ports, input) => call(InitiateAuth, ports, input),
  ListDevices: (ports, input) => call(ListDevices, ports, input),
  RespondToAuthChallenge: (ports, input) => call(RespondToAuthChallenge, ports, input),
  RevokeToken: (ports, input) => call(RevokeToken, ports, input),
  SetUserMFAPreference: (ports, input) => call(SetUserMFAPreference, ports, input),
  UpdateDeviceStatus: (ports, input) => call(UpdateDeviceStatus, ports, input),
  VerifySoftwareToken: (ports, input) => call(VerifySoftwareToken, ports, input),
}

/** JSON has neither absent members nor nulls that mean something: what the wire does to a request. */
function overTheWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_name, member: unknown) => (member === null ? undefined : member))
}

/** The library with the operations in the place of its HTTP client. */
function library(ports: TestPorts, ids: { UserPoolId: string; ClientId: string }) {
  const stored = new Map<string, string>()
  const Storage = {
    setItem: (name: string, value: string) => void stored.set(name, value),
    getItem: (name: string) => stored.get(name) ?? null,
    removeItem: (name: string) => void stored.delete(name),
    clear: () => stored.clear(),
  }
  const requests: string[] = []
  const request = async (name: string, input: unknown, done: (error: unknown, answer?: unknown) => void) => {
    requests.push(name)
    try {
      const operation = operations[name]
      assert.ok(operation, `${name} is not called in these tests`)
      const answer = overTheWire((await operation(ports, overTheWire(input))) ?? {})
      setImmediate(done, null, answer)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setImmediate(done, Object.assign(new Error(error.message), { code: error.exception, name: error.exception }))
    }
  }
  const pool = new CognitoUserPool({ ...ids, Storage })
  Object.assign(pool, { client: { request, requestWithRetry: request } })
  const user = () => new CognitoUser({ Username: 'alice', Pool: pool, Storage })
  return { user, requests }
}

/** What became of a sign-in with the library: its session, or the name of the question it asks. */
type Outcome = { readonly session: CognitoUserSession } | { readonly asks: string } | { readonly fails: string }

function callbacks(done: (outcome: Outcome) => void) {
  const asks = (name: string) => () => done({ asks: name })
  return {
    onSuccess: (session: CognitoUserSession) => done({ session }),
    onFailure: (error: { code?: string; message?: string }) => done({ fails: `${error.code}: ${error.message}` }),
    mfaRequired: asks('mfaRequired'),
    totpRequired: asks('totpRequired'),
    selectMFAType: asks('selectMFAType'),
    mfaSetup: asks('mfaSetup'),
    newPasswordRequired: asks('newPasswordRequired'),
    customChallenge: asks('customChallenge'),
  }
}

function signIn(user: CognitoUser, Password = 'Passw0rd!', flow = 'USER_SRP_AUTH'): Promise<Outcome> {
  user.setAuthenticationFlowType(flow)
  const details = new AuthenticationDetails({ Username: 'alice', Password })
  return new Promise((resolve) => user.authenticateUser(details, callbacks(resolve)))
}

interface Setup {
  readonly devices?: UserPoolConfiguration['DeviceConfiguration']
  readonly mfa?: MfaSettings
  readonly user?: UserOverrides
}

async function setUp(ports: TestPorts, { devices, mfa = {}, user }: Setup = {}) {
  // The library writes its own timestamps.
  ports.clock.set(new Date())
  const pool = await givenPool(ports, { mfa, configuration: devices ? { DeviceConfiguration: devices } : {} })
  const client = await givenClient(ports, pool)
  const account = await givenUser(ports, pool, user)
  return { pool, client, account, ...library(ports, { UserPoolId: pool.id, ClientId: client.id }) }
}

function session(outcome: Outcome): CognitoUserSession {
  assert.ok('session' in outcome, JSON.stringify(outcome))
  return outcome.session
}

describe('amazon-cognito-identity-js', () => {
  test('signs in by SRP and by password', async () => {
    await using ports = await testPorts()
    const { user, account } = await setUp(ports)
    for (const flow of ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH']) {
      const tokens = session(await signIn(user(), 'Passw0rd!', flow))
      assert.equal(tokens.isValid(), true)
      assert.equal(tokens.getAccessToken().payload.sub, account.sub)
      assert.deepEqual(await signIn(user(), 'wrong', flow), {
        fails: 'NotAuthorizedException: Incorrect username or password.',
      })
    }
  })

  test('refreshes, revokes and signs out everywhere', async () => {
    await using ports = await testPorts()
    const { user } = await setUp(ports)
    const alice = user()
    const tokens = session(await signIn(alice))
    const refreshed = await new Promise<CognitoUserSession>((resolve, reject) =>
      alice.refreshSession(tokens.getRefreshToken(), (error, fresh) => (error ? reject(error) : resolve(fresh))),
    )
    assert.notEqual(refreshed.getAccessToken().getJwtToken(), tokens.getAccessToken().getJwtToken())
    await new Promise<void>((resolve) => alice.signOut(() => resolve()))
    const refusal = await new Promise((resolve) =>
      user().refreshSession(new CognitoRefreshToken({ RefreshToken: tokens.getRefreshToken().getToken() }), resolve),
    )
    assert.equal((refusal as Error).message, 'Refresh Token has been revoked')

    const again = user()
    session(await signIn(again))
    const answer = await new Promise((resolve) =>
      again.globalSignOut({ onSuccess: resolve, onFailure: (error) => resolve(error.message) }),
    )
    assert.equal(answer, 'SUCCESS')
  })

  test('replaces a password that an administrator set', async () => {
    await using ports = await testPorts()
    const { user } = await setUp(ports, { user: { status: 'FORCE_CHANGE_PASSWORD' } })
    const alice = user()
    assert.deepEqual(await signIn(alice), { asks: 'newPasswordRequired' })
    const outcome = await new Promise<Outcome>((resolve) =>
      alice.completeNewPasswordChallenge('N3wPassw0rd!', {}, callbacks(resolve)),
    )
    assert.equal(session(outcome).isValid(), true)
    session(await signIn(user(), 'N3wPassw0rd!'))
  })

  const offered: MfaSettings = {
    MfaConfiguration: 'ON',
    SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } },
    SoftwareTokenMfaConfiguration: { Enabled: true },
  }

  function sendCode(user: CognitoUser, code: string, kind: string): Promise<Outcome> {
    return new Promise((resolve) => user.sendMFACode(code, callbacks(resolve), kind))
  }

  test('sets up a software token in the middle of signing in, and uses it', async () => {
    await using ports = await testPorts()
    const { user } = await setUp(ports, { mfa: offered })
    const alice = user()
    assert.deepEqual(await signIn(alice), { asks: 'mfaSetup' })
    const secret = await new Promise<string>((resolve, reject) =>
      alice.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject }),
    )
    const outcome = await new Promise<Outcome>((resolve) =>
      alice.verifySoftwareToken(appCode(ports, secret), 'phone', callbacks(resolve)),
    )
    assert.equal(session(outcome).isValid(), true)
    const next = user()
    assert.deepEqual(await signIn(next), { asks: 'totpRequired' })
    ports.clock.advanceSeconds(30)
    assert.equal(session(await sendCode(next, appCode(ports, secret), 'SOFTWARE_TOKEN_MFA')).isValid(), true)
  })

  test('answers a code by SMS', async () => {
    await using ports = await testPorts()
    const { user } = await setUp(ports, { mfa: offered, user: { attributes: { phone_number: '+15550100' } } })
    const alice = user()
    assert.deepEqual(await signIn(alice), { asks: 'mfaRequired' })
    assert.deepEqual(await sendCode(alice, '000000', 'SMS_MFA'), {
      fails: 'CodeMismatchException: Invalid code or auth state for the user.',
    })
    assert.equal(session(await sendCode(alice, ports.messages[0]?.code ?? '', 'SMS_MFA')).isValid(), true)
  })

  describe('with devices', () => {
    test('confirms its device, proves it at the next sign-in, and refreshes with it', async () => {
      await using ports = await testPorts()
      const { user, requests } = await setUp(ports, { devices: {} })
      session(await signIn(user()))
      assert.deepEqual(requests.splice(0), ['InitiateAuth', 'RespondToAuthChallenge', 'ConfirmDevice'])
      const alice = user()
      const tokens = session(await signIn(alice))
      const proofs = Array.from({ length: 3 }, () => 'RespondToAuthChallenge')
      assert.deepEqual(requests.splice(0), ['InitiateAuth', ...proofs])
      const refreshed = await new Promise<CognitoUserSession>((resolve, reject) =>
        alice.refreshSession(tokens.getRefreshToken(), (error, fresh) => (error ? reject(error) : resolve(fresh))),
      )
      assert.equal(refreshed.isValid(), true)
    })

    test('drops a device that was forgotten, and goes on without it', async () => {
      await using ports = await testPorts()
      const { user, account, pool } = await setUp(ports, { devices: {} })
      session(await signIn(user()))
      const { items } = await ports.storage.factors.listDevices(pool.id, account.sub, { limit: 10, after: undefined })
      const [device] = items
      assert.ok(device)
      const { poolId, sub, key: deviceKey } = device
      await ports.storage.commit([{ write: 'deleteDevice', poolId, sub, deviceKey }])
      session(await signIn(user()))
      const after = await ports.storage.factors.listDevices(pool.id, account.sub, { limit: 10, after: undefined })
      assert.equal(after.items.length, 1)
      assert.notEqual(after.items[0]?.key, deviceKey)
    })

    test('is not asked for the code where a remembered device stands in for it', async () => {
      await using ports = await testPorts()
      const user = { attributes: { phone_number: '+15550100' } }
      const devices = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true }
      const { user: newUser } = await setUp(ports, { devices, mfa: offered, user })
      const first = newUser()
      await signIn(first)
      session(await sendCode(first, ports.messages.at(-1)?.code ?? '', 'SMS_MFA'))
      const remembered = await new Promise((resolve) =>
        first.setDeviceStatusRemembered({ onSuccess: resolve, onFailure: (error) => resolve(error.message) }),
      )
      assert.equal(remembered, 'SUCCESS')
      session(await signIn(newUser()))
      assert.equal(ports.messages.length, 1)
    })
  })
})
