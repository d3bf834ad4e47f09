import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PasswordPolicyType } from '../../contract/shapes.gen.ts'
import {
  isPasswordNeeded,
  isTemporaryPasswordExpired,
  passwordFault,
  type PasswordOccasion,
} from './password-policy.ts'

const strict: PasswordPolicyType = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
}

function poolWith(policy: PasswordPolicyType) {
  return { configuration: { Policies: { PasswordPolicy: policy } } }
}

describe('passwordFault', () => {
  const faults: Readonly<Record<string, string>> = {
    'Aa1!': 'Password not long enough',
    'aaaa111!': 'Password must have uppercase characters',
    'AAAA111!': 'Password must have lowercase characters',
    'AAAAaaa!': 'Password must have numeric characters',
    AAAAaaa1: 'Password must have symbol characters',
    a: 'Password not long enough',
    aaaaaaaa: 'Password must have uppercase characters',
  }
  for (const [password, fault] of Object.entries(faults)) {
    test(`"${password}": ${fault}`, () => {
      assert.equal(
        passwordFault(poolWith(strict), password, 'chosen-by-code'),
        `Password did not conform with policy: ${fault}`,
      )
    })
  }

  const openings: Readonly<Record<PasswordOccasion, string>> = {
    'chosen-by-code': 'Password did not conform with policy: Password not long enough',
    temporary: 'Password did not conform with password policy: Password not long enough',
    replaced: 'Password does not conform to policy: Password not long enough',
  }
  for (const [occasion, text] of Object.entries(openings)) {
    test(`a password ${occasion} is refused in its own words`, () => {
      assert.equal(passwordFault(poolWith(strict), 'short', occasion as PasswordOccasion), text)
    })
  }

  for (const symbol of '^$*.[]{}()?-"!@#%&/\\,><\':;|_~`+= ') {
    test(`"${symbol}" counts as a symbol`, () => {
      assert.equal(passwordFault(poolWith(strict), `Aaaa${symbol}111`, 'replaced'), undefined)
    })
  }

  for (const stranger of ['§', 'é', '€', '\u00a0']) {
    test(`"${stranger}" is no symbol`, () => {
      assert.match(passwordFault(poolWith(strict), `Aaaa${stranger}111`, 'replaced') ?? '', /symbol characters$/)
    })
  }

  test('letters beyond Basic Latin are neither upper nor lower case', () => {
    assert.match(passwordFault(poolWith(strict), 'ÀÉÎÕaa1!', 'replaced') ?? '', /uppercase characters$/)
    assert.match(passwordFault(poolWith(strict), 'AAàéîõ1!', 'replaced') ?? '', /lowercase characters$/)
  })

  test('length counts code points', () => {
    const policy = { MinimumLength: 8 }
    assert.match(passwordFault(poolWith(policy), '😀😀😀😀😀😀😀', 'replaced') ?? '', /not long enough$/)
    assert.equal(passwordFault(poolWith(policy), '😀😀😀😀😀😀😀😀', 'replaced'), undefined)
  })

  test('what the policy does not ask for is not needed', () => {
    assert.equal(passwordFault(poolWith({ MinimumLength: 6 }), 'aaaaaa', 'replaced'), undefined)
  })

  test('a policy without a length asks for 8', () => {
    assert.match(passwordFault(poolWith({}), 'aaaaaaa', 'replaced') ?? '', /not long enough$/)
    assert.equal(passwordFault(poolWith({}), 'aaaaaaaa', 'replaced'), undefined)
  })
})

describe('isTemporaryPasswordExpired', () => {
  const passwordSetAt = new Date('2026-03-01T12:00:00Z')
  const user = { status: 'FORCE_CHANGE_PASSWORD', passwordSetAt } as const
  const daysLater = (days: number) => new Date(passwordSetAt.getTime() + days * 86_400_000)

  test('a temporary password lives for the configured days', () => {
    const pool = poolWith({ TemporaryPasswordValidityDays: 3 })
    assert.equal(isTemporaryPasswordExpired(pool, user, new Date(daysLater(3).getTime() - 1)), false)
    assert.equal(isTemporaryPasswordExpired(pool, user, daysLater(3)), true)
  })

  for (const policy of [{}, { TemporaryPasswordValidityDays: 0 }]) {
    test(`${JSON.stringify(policy)} means seven days`, () => {
      assert.equal(isTemporaryPasswordExpired(poolWith(policy), user, daysLater(6.9)), false)
      assert.equal(isTemporaryPasswordExpired(poolWith(policy), user, daysLater(7)), true)
    })
  }

  test('a password that its user chose never expires', () => {
    assert.equal(
      isTemporaryPasswordExpired(poolWith({}), { status: 'CONFIRMED', passwordSetAt }, daysLater(900)),
      false,
    )
  })
})

describe('isPasswordNeeded', () => {
  const pool = {
    configuration: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] as const } } },
  }

  test('a code by mail stands in for a password', () => {
    assert.equal(isPasswordNeeded(pool, { email: 'a@example.com' }), false)
  })

  test('an address that no factor uses does not', () => {
    assert.equal(isPasswordNeeded(pool, { phone_number: '+15550100' }), true)
  })

  test('a pool of passwords needs one', () => {
    assert.equal(isPasswordNeeded({ configuration: {} }, { email: 'a@example.com' }), true)
  })
})
