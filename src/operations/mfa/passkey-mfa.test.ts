import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { givenPasskey, givenPasskeyScene, type PasskeyScene } from '../../../test/passkeys/passkey-kit.ts'
import { AdminSetUserMFAPreference } from './AdminSetUserMFAPreference.ts'
import { SetUserMFAPreference } from './SetUserMFAPreference.ts'

const both = { FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' } as const
const mfa = { MfaConfiguration: 'OPTIONAL', WebAuthnConfiguration: both } as const
const on = { WebAuthnMfaSettings: { Enabled: true } }
const mail = { EmailMfaSettings: { Enabled: true } }

const set = (ports: TestPorts, { accessToken: AccessToken }: PasskeyScene, settings: object) =>
  refusalOf(call(SetUserMFAPreference, ports, { AccessToken, ...settings }))

const stored = async (ports: TestPorts, { user }: PasskeyScene) => {
  const found = await ports.storage.users.find(user.poolId, user.sub)
  return [found?.hasPasskeyMfa, found?.mfaFactors]
}

describe('WebAuthnMfaSettings', () => {
  test('turns passkeys into both factors, and back; other settings leave it alone', async () => {
    await using ports = await testPorts()
    const scene = await givenPasskeyScene(ports, { mfa })
    await givenPasskey(ports, scene.accessToken)
    assert.deepEqual(await set(ports, scene, { ...mail, ...on }), {})
    assert.deepEqual(await stored(ports, scene), [true, ['EMAIL_OTP']])
    assert.deepEqual(await set(ports, scene, { EmailMfaSettings: { Enabled: true, PreferredMfa: true } }), {})
    assert.deepEqual(await stored(ports, scene), [true, ['EMAIL_OTP']])
    assert.deepEqual(await set(ports, scene, { WebAuthnMfaSettings: { Enabled: false } }), {})
    assert.deepEqual(await stored(ports, scene), [undefined, ['EMAIL_OTP']])
  })

  test('is for administrators to set too', async () => {
    await using ports = await testPorts()
    const scene = await givenPasskeyScene(ports, { mfa })
    await givenPasskey(ports, scene.accessToken)
    const input = { UserPoolId: scene.pool.id, Username: 'alice', ...mail, ...on }
    assert.deepEqual(await call(AdminSetUserMFAPreference, ports, input), {})
    assert.deepEqual(await stored(ports, scene), [true, ['EMAIL_OTP']])
  })

  test('is refused without a passkey, without another factor, and where the pool has passkeys as one factor', async () => {
    await using ports = await testPorts()
    const scene = await givenPasskeyScene(ports, { mfa })
    assert.equal(
      await set(ports, scene, { ...mail, ...on }),
      'InvalidParameterException: User does not have delivery config set to turn on WEB_AUTHN',
    )
    await givenPasskey(ports, scene.accessToken)
    assert.equal(
      await set(ports, scene, on),
      'InvalidParameterException: Another MFA method must be enabled to turn on WEB_AUTHN',
    )
    await using others = await testPorts()
    const single = await givenPasskeyScene(others, { mfa: { MfaConfiguration: 'OPTIONAL' } })
    await givenPasskey(others, single.accessToken)
    assert.equal(
      await set(others, single, { ...mail, ...on }),
      'InvalidParameterException: Passkeys are not configured for MFA in this user pool',
    )
  })
})
