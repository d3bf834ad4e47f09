import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { buildUser } from '../../testing/build-user.ts'
import type { MfaSettings } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import { selectMfa } from './mfa-selection.ts'

const all: MfaSettings = {
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } },
  SoftwareTokenMfaConfiguration: { Enabled: true },
  EmailMfaConfiguration: {},
}
const attributes = { email: 'alice@example.com', phone_number: '+15550100' }

function select(mfa: MfaSettings, user: Partial<User>) {
  return selectMfa(buildUserPool({ mfa }), buildUser({ attributes, ...user }))
}

describe('selectMfa', () => {
  test('a pool without MFA asks for none, whatever its users have', () => {
    const user = { mfaFactors: ['SMS_MFA'] } as const
    assert.deepEqual(select({ ...all, MfaConfiguration: 'OFF' }, user), { kind: 'none' })
    assert.deepEqual(select({}, user), { kind: 'none' })
  })

  const optional: MfaSettings = { ...all, MfaConfiguration: 'OPTIONAL' }
  const required: MfaSettings = { ...all, MfaConfiguration: 'ON' }

  test('where it is optional, a user without factors shows none', () => {
    assert.deepEqual(select(optional, {}), { kind: 'none' })
  })

  test('the only factor is asked for', () => {
    assert.deepEqual(select(optional, { mfaFactors: ['EMAIL_OTP'] }), { kind: 'factor', factor: 'EMAIL_OTP' })
  })

  test('of several, the preferred one is asked for', () => {
    const mfaFactors = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] as const
    const user = { mfaFactors, preferredMfaFactor: 'SOFTWARE_TOKEN_MFA' } as const
    assert.deepEqual(select(optional, user), { kind: 'factor', factor: 'SOFTWARE_TOKEN_MFA' })
  })

  test('of several without a preferred one, the user chooses', () => {
    const mfaFactors = ['EMAIL_OTP', 'SOFTWARE_TOKEN_MFA', 'SMS_MFA'] as const
    const factors = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']
    assert.deepEqual(select(optional, { mfaFactors }), { kind: 'choice', factors })
  })

  test('a factor that the pool does not offer any more is not asked for', () => {
    const mfa = { ...optional, SoftwareTokenMfaConfiguration: { Enabled: false } }
    const mfaFactors = ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'] as const
    const user = { mfaFactors, preferredMfaFactor: 'SOFTWARE_TOKEN_MFA' } as const
    assert.deepEqual(select(mfa, user), { kind: 'factor', factor: 'SMS_MFA' })
  })

  test('a factor without a destination is not asked for', () => {
    const user = { mfaFactors: ['SMS_MFA', 'EMAIL_OTP'], attributes: { email: 'a@example.com' } } as const
    assert.deepEqual(select(optional, user), { kind: 'factor', factor: 'EMAIL_OTP' })
  })

  test('where it is required, a phone number is a factor by itself', () => {
    assert.deepEqual(select(required, {}), { kind: 'factor', factor: 'SMS_MFA' })
  })

  test('where it is required, a user with nothing sets something up', () => {
    const factors = ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']
    assert.deepEqual(select(required, { attributes: {} }), { kind: 'set-up', factors })
  })

  test('where it is required and only messages to phones are offered, a user without one cannot sign in', () => {
    const mfa = { MfaConfiguration: 'ON', SmsMfaConfiguration: all.SmsMfaConfiguration } as const
    assert.deepEqual(select(mfa, { attributes: {} }), { kind: 'impossible' })
  })
})
