import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { credentialsNotToRepeat, passwordHistoryAfterChange } from './password-history.ts'
import type { PasswordCredential } from '../users/user.ts'

const credential = (phc: string): PasswordCredential => ({ kind: 'argon2id', phc })
const [current, last, older] = [credential('current'), credential('last'), credential('older')]

function poolWith(size: number | undefined) {
  return { configuration: { Policies: { PasswordPolicy: { PasswordHistorySize: size } } } }
}

describe('password history', () => {
  const user = { password: current, passwordHistory: [last, older] }

  for (const [size, banned, kept] of [
    [undefined, [], []],
    [0, [], []],
    [1, [current], []],
    [2, [current, last], [current]],
    [3, [current, last, older], [current, last]],
    [24, [current, last, older], [current, last, older]],
  ] as const) {
    test(`a size of ${size} bans ${banned.length} passwords and keeps ${kept.length}`, () => {
      assert.deepEqual(credentialsNotToRepeat(poolWith(size), user), banned)
      assert.deepEqual(passwordHistoryAfterChange(poolWith(size), user), kept)
    })
  }

  test('a user without a password has none to repeat', () => {
    assert.deepEqual(credentialsNotToRepeat(poolWith(5), { password: undefined, passwordHistory: [] }), [])
  })
})
