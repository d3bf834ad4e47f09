import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { systemRandomBytes } from '../../crypto/random-bytes.ts'
import { passwordFault } from './password-policy.ts'
import { newTemporaryPassword } from './temporary-password.ts'

describe('newTemporaryPassword', () => {
  for (const length of [6, 8, 16, 33, 99]) {
    test(`fits a policy of ${length} characters and every class`, () => {
      const pool = {
        configuration: {
          Policies: {
            PasswordPolicy: {
              MinimumLength: length,
              RequireUppercase: true,
              RequireLowercase: true,
              RequireNumbers: true,
              RequireSymbols: true,
            },
          },
        },
      }
      assert.equal(passwordFault(pool, newTemporaryPassword(pool, systemRandomBytes), 'temporary'), undefined)
    })
  }

  test('no two are alike', () => {
    const drawn = Array.from({ length: 200 }, () => newTemporaryPassword({ configuration: {} }, systemRandomBytes))
    assert.equal(new Set(drawn).size, 200)
  })

  test('needs no escaping in a mail', () => {
    const password = newTemporaryPassword({ configuration: {} }, systemRandomBytes)
    assert.match(password, /^[A-Za-z0-9!@#$%*+\-=_?]{16}$/)
  })
})
