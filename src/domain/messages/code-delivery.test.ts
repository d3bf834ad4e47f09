import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { codeDeliveryDetails, maskedDestination, recoveryContact, signUpContact } from './code-delivery.ts'
import type { Contact } from '../users/contact.ts'
import { simulatedContact } from '../users/simulated-contact.ts'
import type { UserPoolConfiguration } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'

const both = {
  email: 'alice@example.com',
  email_verified: 'true',
  phone_number: '+15555550100',
  phone_number_verified: 'true',
}

function user(overrides: Partial<User> = {}): User {
  const at = new Date(0)
  return {
    poolId: 'us-east-1_AbCdEf123',
    sub: 's',
    username: 'alice',
    status: 'CONFIRMED',
    enabled: true,
    attributes: both,
    pendingAttributes: {},
    password: undefined,
    passwordSetAt: undefined,
    passwordHistory: [],
    mfaFactors: [],
    preferredMfaFactor: undefined,
    createdAt: at,
    updatedAt: at,
    version: 1,
    ...overrides,
  }
}

describe('maskedDestination', () => {
  for (const [contact, mask] of [
    [{ attribute: 'email', destination: 'alice@example.com' }, 'a***@e***'],
    [{ attribute: 'email', destination: 'a@b.co' }, 'a***@b***'],
    [{ attribute: 'email', destination: '😀x@exämple.de' }, '😀***@e***'],
    [{ attribute: 'phone_number', destination: '+19035559934' }, '+*******9934'],
    [{ attribute: 'phone_number', destination: '+491512345678901' }, '+*******8901'],
  ] satisfies [Contact, string][]) {
    test(`${contact.destination} is shown as ${mask}`, () => assert.equal(maskedDestination(contact), mask))
  }

  test('details have medium and attribute', () => {
    assert.deepEqual(codeDeliveryDetails({ attribute: 'phone_number', destination: '+19035559934' }), {
      Destination: '+*******9934',
      DeliveryMedium: 'SMS',
      AttributeName: 'phone_number',
    })
  })
})

describe('signUpContact', () => {
  const contactIn = (configuration: UserPoolConfiguration, attributes: User['attributes']) =>
    signUpContact(buildUserPool({ configuration }), attributes)?.attribute

  test('of both the phone wins', () => {
    assert.equal(contactIn({ AutoVerifiedAttributes: ['email', 'phone_number'] }, both), 'phone_number')
  })

  test('an attribute that the pool does not verify by itself gets no code', () => {
    assert.equal(contactIn({ AutoVerifiedAttributes: ['email'] }, both), 'email')
    assert.equal(contactIn({}, both), undefined)
    assert.equal(contactIn({ AutoVerifiedAttributes: ['email'] }, { phone_number: '+1555' }), undefined)
  })
})

describe('recoveryContact', () => {
  const byPriority = (...names: ('verified_email' | 'verified_phone_number' | 'admin_only')[]) => ({
    AccountRecoverySetting: { RecoveryMechanisms: names.map((Name, index) => ({ Name, Priority: index + 1 })) },
  })
  const cases: readonly [what: string, UserPoolConfiguration, Partial<User>, attribute: string | undefined][] = [
    ['mail comes first by default', {}, {}, 'email'],
    ['the phone comes first in pools without the setting', { AccountRecoverySetting: undefined }, {}, 'phone_number'],
    ['priority decides', byPriority('verified_phone_number', 'verified_email'), {}, 'phone_number'],
    ['an unverified address is passed over', {}, { attributes: { ...both, email_verified: 'false' } }, 'phone_number'],
    ['no verified address', {}, { attributes: { email: 'a@example.com', email_verified: 'false' } }, undefined],
    ['no address at all', {}, { attributes: { email_verified: 'true' } }, undefined],
    ['only administrators', byPriority('admin_only'), {}, undefined],
  ]
  for (const [what, configuration, overrides, attribute] of cases) {
    test(what, () => {
      assert.equal(recoveryContact(buildUserPool({ configuration }), user(overrides))?.attribute, attribute)
    })
  }

  test('the order in the list does not matter, the priority does', () => {
    const AccountRecoverySetting = {
      RecoveryMechanisms: [
        { Name: 'verified_email', Priority: 2 },
        { Name: 'verified_phone_number', Priority: 1 },
      ],
    } as const
    const pool = buildUserPool({ configuration: { AccountRecoverySetting } })
    assert.equal(recoveryContact(pool, user())?.attribute, 'phone_number')
  })

  test('the channel of a second factor is not the one of recovery', () => {
    const pool = buildUserPool({ mfa: { MfaConfiguration: 'OPTIONAL' } })
    assert.equal(recoveryContact(pool, user({ mfaFactors: ['EMAIL_OTP'] }))?.attribute, 'phone_number')
    assert.equal(recoveryContact(pool, user({ mfaFactors: ['EMAIL_OTP', 'SMS_MFA'] })), undefined)
    assert.equal(recoveryContact(pool, user({ mfaFactors: ['SOFTWARE_TOKEN_MFA'] }))?.attribute, 'email')
  })

  test('nor is the phone where everybody needs SMS', () => {
    const pool = buildUserPool({
      mfa: { MfaConfiguration: 'ON', SmsMfaConfiguration: {} },
      configuration: byPriority('verified_phone_number', 'verified_email'),
    })
    assert.equal(recoveryContact(pool, user())?.attribute, 'email')
  })

  test('factors of a pool that asks for none do not count', () => {
    assert.equal(recoveryContact(buildUserPool(), user({ mfaFactors: ['EMAIL_OTP'] }))?.attribute, 'email')
  })
})

describe('simulatedContact', () => {
  const key = Buffer.alloc(32, 1)
  const pool = buildUserPool()

  test('is the same for one name, and another for another key or pool', () => {
    const one = simulatedContact(key, pool, 'nobody', ['email'])
    assert.deepEqual(simulatedContact(key, pool, 'nobody', ['email']), one)
    const others = [
      simulatedContact(Buffer.alloc(32, 2), pool, 'nobody', ['email']),
      simulatedContact(key, buildUserPool({ id: 'us-east-1_Other1234' }), 'nobody', ['email']),
      simulatedContact(key, pool, 'nobody2', ['email']),
    ]
    for (const other of others) assert.notDeepEqual(other, one)
  })

  test('has the masks of real ones', () => {
    assert.match(maskedDestination(simulatedContact(key, pool, 'nobody', ['email'])), /^[a-z]\*{3}@[a-z]\*{3}$/)
    assert.match(maskedDestination(simulatedContact(key, pool, 'nobody', ['phone_number'])), /^\+\*{7}\d{4}$/)
  })

  test('of an address is that address', () => {
    const contact = simulatedContact(key, pool, 'nobody@example.com', ['phone_number', 'email'])
    assert.deepEqual(contact, { attribute: 'email', destination: 'nobody@example.com' })
    assert.equal(simulatedContact(key, pool, '+15555550100', ['email', 'phone_number']).destination, '+15555550100')
  })

  test('ignores case where the pool does', () => {
    const blind = buildUserPool({ configuration: { UsernameConfiguration: { CaseSensitive: false } } })
    assert.deepEqual(
      simulatedContact(key, blind, 'NoBody', ['email']),
      simulatedContact(key, blind, 'nobody', ['email']),
    )
  })
})
