import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { MfaSettings } from '../../domain/user-pools/user-pool.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { appCode, signInClient } from '../../testing/sign-in-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { AdminSetUserMFAPreference } from './AdminSetUserMFAPreference.ts'
import { AssociateSoftwareToken } from './AssociateSoftwareToken.ts'
import { SetUserMFAPreference } from './SetUserMFAPreference.ts'
import { VerifySoftwareToken } from './VerifySoftwareToken.ts'

const offered: MfaSettings = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } }
const notOffered = 'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool'
const mismatch = 'EnableSoftwareTokenMFAException: Code mismatch'

async function signedIn(ports: TestPorts, mfa: MfaSettings = offered) {
  const pool = await givenPool(ports, { mfa })
  const client = await givenClient(ports, pool)
  const user = await givenUser(ports, pool)
  const app = signInClient(ports, { pool, client })
  const { AuthenticationResult: result } = await app.withPassword('alice', 'Passw0rd!')
  return { pool, client, user, app, AccessToken: result?.AccessToken ?? '' }
}

describe('a software token', () => {
  test('is associated, verified, preferred, and then asked for', async () => {
    await using ports = await testPorts()
    const { AccessToken, app } = await signedIn(ports)
    const associated = await call(AssociateSoftwareToken, ports, { AccessToken })
    assert.deepEqual(Object.keys(associated), ['SecretCode'])
    const secret = associated.SecretCode ?? ''
    const settings = { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }
    assert.equal(
      await refusalOf(call(SetUserMFAPreference, ports, { AccessToken, ...settings })),
      'InvalidParameterException: User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA',
    )
    const verify = (UserCode: string) => refusalOf(call(VerifySoftwareToken, ports, { AccessToken, UserCode }))
    assert.equal(await verify('000000'), mismatch)
    const code = appCode(ports, secret)
    assert.deepEqual(await verify(code), { Status: 'SUCCESS' })
    assert.equal(await verify(code), mismatch, 'there is nothing left to verify')
    assert.ok((await app.withPassword('alice', 'Passw0rd!')).AuthenticationResult, 'it is not turned on yet')

    assert.deepEqual(await call(SetUserMFAPreference, ports, { AccessToken, ...settings }), {})
    const { ChallengeName: name, Session: session } = await app.withPassword('alice', 'Passw0rd!')
    assert.equal(name, 'SOFTWARE_TOKEN_MFA')
    const answer = (SOFTWARE_TOKEN_MFA_CODE: string) =>
      refusalOf(app.respond('SOFTWARE_TOKEN_MFA', { USERNAME: 'alice', SOFTWARE_TOKEN_MFA_CODE }, session))
    assert.equal(
      await answer(code),
      'ExpiredCodeException: Your software token has already been used once.',
      'the code that verified it is spent',
    )
    ports.clock.advanceSeconds(30)
    assert.equal(typeof (await answer(appCode(ports, secret))), 'object')
  })

  test('in use goes on working until a new one is verified', async () => {
    await using ports = await testPorts()
    const { AccessToken, user } = await signedIn(ports)
    const first = (await call(AssociateSoftwareToken, ports, { AccessToken })).SecretCode ?? ''
    await call(VerifySoftwareToken, ports, { AccessToken, UserCode: appCode(ports, first) })
    const second = (await call(AssociateSoftwareToken, ports, { AccessToken })).SecretCode ?? ''
    assert.notEqual(second, first)
    const stored = await ports.storage.factors.findSoftwareToken(user.poolId, user.sub)
    assert.deepEqual([stored?.secret, stored?.pendingSecret], [first, second])
  })

  test('is not for a pool that does not offer it, nor for a call without a token or a session', async () => {
    await using ports = await testPorts()
    const { AccessToken } = await signedIn(ports, {})
    assert.equal(await refusalOf(call(AssociateSoftwareToken, ports, { AccessToken })), notOffered)
    assert.equal(await refusalOf(call(VerifySoftwareToken, ports, { AccessToken, UserCode: '123456' })), notOffered)
    const missing = 'InvalidParameterException: Either AccessToken or Session is required'
    assert.equal(await refusalOf(call(AssociateSoftwareToken, ports, {})), missing)
    assert.equal(await refusalOf(call(VerifySoftwareToken, ports, { UserCode: '123456' })), missing)
    const invalid = 'NotAuthorizedException: Invalid session for the user.'
    const Session = 'A'.repeat(100)
    assert.equal(await refusalOf(call(AssociateSoftwareToken, ports, { Session })), invalid)
    assert.equal(await refusalOf(call(VerifySoftwareToken, ports, { Session, UserCode: '123456' })), invalid)
  })
})

describe('AdminSetUserMFAPreference', () => {
  test('sets what the user could set', async () => {
    await using ports = await testPorts()
    const { pool } = await signedIn(ports)
    const attributes = { phone_number: '+15550100' }
    const bob = await givenUser(ports, pool, { username: 'bob', attributes })
    const input = { UserPoolId: pool.id, Username: 'bob' }
    const SMSMfaSettings = { Enabled: true, PreferredMfa: true }
    assert.deepEqual(await call(AdminSetUserMFAPreference, ports, { ...input, SMSMfaSettings }), {})
    const stored = await ports.storage.users.find(pool.id, bob.sub)
    assert.deepEqual([stored?.mfaFactors, stored?.preferredMfaFactor], [['SMS_MFA'], 'SMS_MFA'])
  })

  test('refuses a factor without a destination, and a user who is not there', async () => {
    await using ports = await testPorts()
    const { pool } = await signedIn(ports)
    const set = (Username: string, settings: object) =>
      refusalOf(call(AdminSetUserMFAPreference, ports, { UserPoolId: pool.id, Username, ...settings }))
    const text = 'InvalidParameterException: User does not have delivery config set to turn on'
    assert.equal(await set('alice', { SMSMfaSettings: { Enabled: true } }), `${text} SMS_MFA`)
    assert.equal(await set('nobody', {}), 'UserNotFoundException: User does not exist.')
  })
})
