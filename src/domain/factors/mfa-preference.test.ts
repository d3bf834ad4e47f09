import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildUser } from '../../testing/build-user.ts'
import { applyMfaSettings, type MfaSettingsByFactor } from './mfa-preference.ts'
import type { User } from '../users/user.ts'

const attributes = { email: 'alice@example.com', phone_number: '+15550100' }

function apply(user: Partial<User>, settings: MfaSettingsByFactor, hasSoftwareToken = true) {
  return applyMfaSettings(buildUser({ attributes, ...user }), settings, hasSoftwareToken)
}

describe('applyMfaSettings', () => {
  test('turns a factor on and prefers it', () => {
    assert.deepEqual(apply({}, { SMS_MFA: { Enabled: true, PreferredMfa: true } }), {
      kind: 'set',
      mfaFactors: ['SMS_MFA'],
      preferredMfaFactor: 'SMS_MFA',
    })
  })

  test('a second preference moves the first', () => {
    const user = { mfaFactors: ['SMS_MFA'], preferredMfaFactor: 'SMS_MFA' } as const
    assert.deepEqual(apply(user, { SOFTWARE_TOKEN_MFA: { Enabled: true, PreferredMfa: true } }), {
      kind: 'set',
      mfaFactors: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
      preferredMfaFactor: 'SOFTWARE_TOKEN_MFA',
    })
  })

  test('what is not mentioned stays', () => {
    const user = { mfaFactors: ['SMS_MFA', 'EMAIL_OTP'], preferredMfaFactor: 'EMAIL_OTP' } as const
    assert.deepEqual(apply(user, { SMS_MFA: { Enabled: false } }), {
      kind: 'set',
      mfaFactors: ['EMAIL_OTP'],
      preferredMfaFactor: 'EMAIL_OTP',
    })
  })

  test('turning the preferred factor off takes the preference with it', () => {
    const user = { mfaFactors: ['SMS_MFA', 'EMAIL_OTP'], preferredMfaFactor: 'SMS_MFA' } as const
    assert.deepEqual(apply(user, { SMS_MFA: { Enabled: false, PreferredMfa: false } }), {
      kind: 'set',
      mfaFactors: ['EMAIL_OTP'],
      preferredMfaFactor: undefined,
    })
  })

  test('a preference can be taken back', () => {
    const user = { mfaFactors: ['SMS_MFA'], preferredMfaFactor: 'SMS_MFA' } as const
    assert.deepEqual(apply(user, { SMS_MFA: { Enabled: true, PreferredMfa: false } }), {
      kind: 'set',
      mfaFactors: ['SMS_MFA'],
      preferredMfaFactor: undefined,
    })
  })

  const fault = (message: string) => ({ kind: 'fault', message })

  test('a factor that is not set up cannot be turned on', () => {
    const text = 'User does not have delivery config set to turn on'
    assert.deepEqual(apply({ attributes: {} }, { SMS_MFA: { Enabled: true } }), fault(`${text} SMS_MFA`))
    assert.deepEqual(apply({ attributes: {} }, { EMAIL_OTP: { Enabled: true } }), fault(`${text} EMAIL_OTP`))
    assert.deepEqual(apply({}, { SOFTWARE_TOKEN_MFA: { Enabled: true } }, false), fault(`${text} SOFTWARE_TOKEN_MFA`))
  })

  test('two factors cannot both be preferred, nor one that is off', () => {
    const both = { SMS_MFA: { Enabled: true, PreferredMfa: true }, EMAIL_OTP: { Enabled: true, PreferredMfa: true } }
    assert.deepEqual(apply({}, both), fault('Only one MFA method can be the preferred one'))
    const off = fault('SMS_MFA must be enabled to be the preferred MFA method')
    assert.deepEqual(apply({}, { SMS_MFA: { PreferredMfa: true } }), off)
  })
})
