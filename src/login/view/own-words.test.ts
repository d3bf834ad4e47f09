import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { formatFault } from '../../domain/users/attribute-fault.ts'
import { passwordFault, type PasswordOccasion } from '../../domain/passwords/password-policy.ts'
import { usernameFault } from '../../domain/users/username-rules.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { en } from '../../messages/en.ts'
import { ownWords } from './own-words.ts'

const { errors } = en

/** Each text is taken from where it is made, so that a change of it there shows here. */
describe('in the words of the pages', () => {
  const strict = { RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true }
  const pool = buildUserPool({ configuration: { Policies: { PasswordPolicy: { MinimumLength: 8, ...strict } } } })
  const passwords = {
    'Aa1!': errors.passwordTooShort,
    'aaaaaa1!': errors.passwordWithoutUppercase,
    'AAAAAA1!': errors.passwordWithoutLowercase,
    'AAAAaaa!': errors.passwordWithoutNumber,
    AAAAaaa1: errors.passwordWithoutSymbol,
  }
  for (const occasion of ['chosen-by-code', 'replaced'] satisfies PasswordOccasion[]) {
    for (const [password, text] of Object.entries(passwords)) {
      test(`${password}, ${occasion}: ${text}`, () => {
        const fault = passwordFault(pool, password, occasion) ?? ''
        assert.deepEqual(ownWords(en, fault), { field: 'password', text })
      })
    }
  }

  const names = {
    [errors.usernameLikeEmail]: [
      'username',
      usernameFault(buildUserPool({ configuration: { AliasAttributes: ['email'] } }), 'a@example.com'),
    ],
    [errors.usernameLikePhone]: [
      'username',
      usernameFault(buildUserPool({ configuration: { AliasAttributes: ['phone_number'] } }), '+14155550123'),
    ],
    [errors.emailFormat]: [
      'email',
      usernameFault(buildUserPool({ configuration: { UsernameAttributes: ['email'] } }), 'ada'),
    ],
    [errors.phoneFormat]: [
      'phone_number',
      usernameFault(buildUserPool({ configuration: { UsernameAttributes: ['phone_number'] } }), 'ada'),
    ],
  } as const
  for (const [text, [field, fault = '']] of Object.entries(names)) {
    test(`${fault}: ${text}`, () => assert.deepEqual(ownWords(en, fault), { field, text }))
  }

  test('an address that is none', () => {
    const email = formatFault(pool, new Map([['email', 'ada']]))?.message ?? ''
    assert.deepEqual(ownWords(en, email), { field: 'email', text: errors.emailFormat })
    const phone = formatFault(pool, new Map([['phone_number', '12']]))?.message ?? ''
    assert.deepEqual(ownWords(en, phone), { field: 'phone_number', text: errors.phoneFormat })
  })

  test('what is not known speaks for itself', () => {
    assert.deepEqual(ownWords(en, 'PreSignUp failed with error not today.'), {
      text: 'PreSignUp failed with error not today.',
    })
  })
})
