import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenSignIn } from '../../testing/given-sign-in.ts'
import { appCode } from '../../testing/sign-in-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { AdminGetUser } from '../user/AdminGetUser.ts'
import { GetUser } from '../user/GetUser.ts'
import { ListUsers } from '../user/ListUsers.ts'
import { AdminDeleteSoftwareToken } from './AdminDeleteSoftwareToken.ts'
import { AdminSetUserSettings } from './AdminSetUserSettings.ts'
import { AssociateSoftwareToken } from './AssociateSoftwareToken.ts'
import { SetUserSettings } from './SetUserSettings.ts'
import { VerifySoftwareToken } from './VerifySoftwareToken.ts'

const sms = [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }] as const
const notSms = 'InvalidParameterException: MFAOptions can only set SMS as the delivery medium of phone_number.'

async function signedIn(
  ports: TestPorts,
  attributes: Readonly<Record<string, string>> = { phone_number: '+15550100' },
) {
  const set = await givenSignIn(ports, { user: { attributes } })
  const { AuthenticationResult: result } = await set.app.withPassword('alice', 'Passw0rd!')
  return { ...set, AccessToken: result?.AccessToken ?? '', ofUser: { UserPoolId: set.pool.id, Username: 'alice' } }
}

describe('SetUserSettings', () => {
  test('turns SMS on as the second factor, which every description of the user shows, and off', async () => {
    await using ports = await testPorts()
    const { AccessToken, ofUser, app } = await signedIn(ports)
    const shown = async () => [
      (await call(GetUser, ports, { AccessToken })).MFAOptions,
      (await call(AdminGetUser, ports, ofUser)).MFAOptions,
      (await call(ListUsers, ports, { UserPoolId: ofUser.UserPoolId })).Users?.[0]?.MFAOptions,
    ]
    assert.deepEqual(await shown(), [undefined, undefined, undefined])
    assert.deepEqual(await call(SetUserSettings, ports, { AccessToken, MFAOptions: sms }), {})
    assert.deepEqual(await shown(), [sms, sms, sms])
    assert.deepEqual((await call(GetUser, ports, { AccessToken })).UserMFASettingList, ['SMS_MFA'])
    assert.equal((await app.withPassword('alice', 'Passw0rd!')).ChallengeName, 'SMS_MFA')
    assert.deepEqual(await call(SetUserSettings, ports, { AccessToken, MFAOptions: [] }), {})
    assert.deepEqual(await shown(), [undefined, undefined, undefined])
    assert.ok((await app.withPassword('alice', 'Passw0rd!')).AuthenticationResult)
  })

  test('sets nothing but SMS to the phone number, and needs one', async () => {
    await using ports = await testPorts()
    const { AccessToken } = await signedIn(ports, { email: 'alice@example.com' })
    const set = (MFAOptions: Parameters<typeof SetUserSettings.handle>[0]['input']['MFAOptions']) =>
      refusalOf(call(SetUserSettings, ports, { AccessToken, MFAOptions }))
    assert.equal(await set([{ DeliveryMedium: 'EMAIL', AttributeName: 'email' }]), notSms)
    assert.equal(await set([{ DeliveryMedium: 'SMS', AttributeName: 'email' }]), notSms)
    assert.equal(await set([{}]), notSms)
    const nowhere = 'InvalidParameterException: User does not have delivery config set to turn on SMS_MFA'
    assert.equal(await set(sms), nowhere)
  })
})

describe('AdminSetUserSettings', () => {
  test('does the same for any user of the pool', async () => {
    await using ports = await testPorts()
    const { ofUser } = await signedIn(ports)
    assert.deepEqual(await call(AdminSetUserSettings, ports, { ...ofUser, MFAOptions: sms }), {})
    assert.deepEqual((await call(AdminGetUser, ports, ofUser)).MFAOptions, sms)
    const nobody = { ...ofUser, Username: 'nobody', MFAOptions: sms }
    assert.equal(
      await refusalOf(call(AdminSetUserSettings, ports, nobody)),
      'UserNotFoundException: User does not exist.',
    )
  })
})

describe('AdminDeleteSoftwareToken', () => {
  test('takes the token and its preference away, ends all sessions, and lets another be set up', async () => {
    await using ports = await testPorts()
    const { app, pool } = await givenSignIn(ports, {
      user: {
        attributes: { phone_number: '+15550100' },
        mfaFactors: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'],
        preferredMfaFactor: 'SOFTWARE_TOKEN_MFA',
      },
    })
    const ofUser = { UserPoolId: pool.id, Username: 'alice' }
    assert.equal((await app.withPassword('alice', 'Passw0rd!')).ChallengeName, 'SOFTWARE_TOKEN_MFA')
    assert.deepEqual(await call(AdminDeleteSoftwareToken, ports, ofUser), {})
    const { UserMFASettingList, PreferredMfaSetting } = await call(AdminGetUser, ports, ofUser)
    assert.deepEqual([UserMFASettingList, PreferredMfaSetting], [['SMS_MFA'], undefined])
    assert.equal((await app.withPassword('alice', 'Passw0rd!')).ChallengeName, 'SMS_MFA')
    assert.deepEqual(await call(AdminDeleteSoftwareToken, ports, ofUser), {}, 'once more')
  })

  test('ends what was signed in, and a pending set-up with it', async () => {
    await using ports = await testPorts()
    const { AccessToken, ofUser, app } = await signedIn(ports)
    const { SecretCode = '' } = await call(AssociateSoftwareToken, ports, { AccessToken })
    ports.clock.advanceSeconds(1)
    await call(AdminDeleteSoftwareToken, ports, ofUser)
    assert.equal(
      await refusalOf(call(GetUser, ports, { AccessToken })),
      'NotAuthorizedException: Access Token has been revoked',
    )
    const { AuthenticationResult: again } = await app.withPassword('alice', 'Passw0rd!')
    const verify = { AccessToken: again?.AccessToken ?? '', UserCode: appCode(ports, SecretCode) }
    assert.equal(
      await refusalOf(call(VerifySoftwareToken, ports, verify)),
      'EnableSoftwareTokenMFAException: Code mismatch',
    )
  })

  test('refuses a user who is not confirmed', async () => {
    await using ports = await testPorts()
    const { pool } = await givenSignIn(ports, { user: { status: 'UNCONFIRMED' } })
    const ofUser = { UserPoolId: pool.id, Username: 'alice' }
    assert.equal(
      await refusalOf(call(AdminDeleteSoftwareToken, ports, ofUser)),
      'UserNotConfirmedException: User is not confirmed.',
    )
  })
})
