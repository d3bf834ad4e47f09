import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildUserPool, type UserPoolOverrides } from '../../testing/build-user-pool.ts'
import { buildUser } from '../../testing/build-user.ts'
import { passwordlessPolicies } from '../../testing/passwordless.ts'
import type { User } from '../users/user.ts'
import { firstFactorFacts, firstFactors } from './first-factors.ts'
import { seemingFactors } from './seeming-factors.ts'

const passwords = ['PASSWORD', 'PASSWORD_SRP']
const password = { kind: 'argon2id', phc: 'x' } as const
const attributes = {
  email: 'alice@example.com',
  email_verified: 'true',
  phone_number: '+15550100',
  phone_number_verified: 'true',
}
const passwordless = (overrides: UserPoolOverrides = {}) =>
  buildUserPool({ ...overrides, configuration: { Policies: passwordlessPolicies, ...overrides.configuration } })

function choices(user: Partial<User>, pool = passwordless(), passkeys = 0) {
  return firstFactors(pool, firstFactorFacts(pool, buildUser({ attributes, password, ...user }), passkeys))
}

describe('firstFactors', () => {
  test('are those that the pool allows and the user has', () => {
    assert.deepEqual(choices({}), [...passwords, 'EMAIL_OTP', 'SMS_OTP'])
    assert.deepEqual(choices({}, buildUserPool()), passwords)
    assert.deepEqual(choices({ attributes: { ...attributes, phone_number: '' } }), [...passwords, 'EMAIL_OTP'])
    assert.deepEqual(choices({ password: undefined }), ['EMAIL_OTP', 'SMS_OTP'])
  })

  test('are addresses that somebody verified, unless there is no other way in', () => {
    const unverified = { email: 'alice@example.com', email_verified: 'false' }
    assert.deepEqual(choices({ attributes: unverified }), passwords)
    assert.deepEqual(choices({ attributes: unverified, password: undefined }), ['EMAIL_OTP'])
  })

  test('are passwords only where a second factor follows, or a new password', () => {
    const mfa = { MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: {} } as const
    assert.deepEqual(choices({ mfaFactors: ['EMAIL_OTP'] }, passwordless({ mfa })), passwords)
    assert.deepEqual(choices({}, passwordless({ mfa: { ...mfa, MfaConfiguration: 'ON' } })), passwords)
    assert.deepEqual(choices({ status: 'FORCE_CHANGE_PASSWORD' }), passwords)
  })

  test('are passkeys for whoever has one, before a second factor only where it counts as both', () => {
    assert.deepEqual(choices({}, passwordless(), 1), [...passwords, 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'])
    assert.deepEqual(choices({}, buildUserPool(), 1), passwords)
    assert.deepEqual(choices({ attributes: {}, password: undefined }, passwordless(), 1), ['WEB_AUTHN'])
    assert.deepEqual(choices({ status: 'FORCE_CHANGE_PASSWORD' }, passwordless(), 1), passwords)
    const both = { FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' } as const
    const optional = { MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: {} } as const
    const mailed = { mfaFactors: ['EMAIL_OTP'] } as const
    assert.deepEqual(choices(mailed, passwordless({ mfa: optional }), 1), passwords)
    const asBoth = passwordless({ mfa: { ...optional, WebAuthnConfiguration: both } })
    assert.deepEqual(choices(mailed, asBoth, 1), passwords)
    assert.deepEqual(choices({ ...mailed, hasPasskeyMfa: true }, asBoth, 1), [...passwords, 'WEB_AUTHN'])
    const required = passwordless({ mfa: { ...optional, MfaConfiguration: 'ON', WebAuthnConfiguration: both } })
    assert.deepEqual(choices(mailed, required, 1), [...passwords, 'WEB_AUTHN'])
  })

  test('are passwords for whoever has nothing', () => {
    assert.deepEqual(choices({ attributes: {}, password: undefined }), passwords)
  })
})

describe('seemingFactors', () => {
  const key = Buffer.alloc(32, 1)
  const seen = (pool = passwordless()) =>
    Array.from({ length: 200 }, (_, nth) => firstFactors(pool, seemingFactors(key, pool, `nobody${nth}`)).join())

  test('are the same at every attempt, and those of an installation', () => {
    assert.deepEqual(seen(), seen())
    const elsewhere = seemingFactors(Buffer.alloc(32, 2), passwordless(), 'nobody1')
    assert.ok(
      Array.from({ length: 50 }, (_, nth) => nth).some(
        (nth) => JSON.stringify(seemingFactors(key, passwordless(), `nobody${nth}`)) !== JSON.stringify(elsewhere),
      ),
    )
  })

  test('are, for some name or other, whatever a user may have', () => {
    const kinds = new Set(seen())
    const people: readonly Partial<User>[] = [{}, { password: undefined }, { attributes: {} }]
    for (const user of people) assert.ok(kinds.has(choices(user).join()), choices(user).join())
  })

  test('are passwords only where that is all the pool has', () => {
    assert.deepEqual([...new Set(seen(buildUserPool()))], [passwords.join()])
    const pool = passwordless({ mfa: { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } })
    assert.deepEqual([...new Set(seen(pool))], [passwords.join()])
  })

  test('an address that everybody has is never missing', () => {
    const pool = passwordless({ configuration: { UsernameAttributes: ['email'], Policies: passwordlessPolicies } })
    const kinds = Array.from({ length: 100 }, (_, nth) => seemingFactors(key, pool, `n${nth}@example.com`))
    assert.ok(kinds.every(({ hasPassword, codesGoTo }) => hasPassword || codesGoTo.includes('email')))
  })
})
