import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { entryProblem } from './entry-problem.ts'
import { en } from '../../messages/en.ts'

const { usernameForm, passwordForm, valueTooLong } = en.errors

describe('something new that somebody enters', () => {
  const cases: readonly (readonly [
    kind: Parameters<typeof entryProblem>[1],
    value: string,
    text: string | undefined,
  ])[] = [
    ['username', 'ada', undefined],
    ['username', 'ådä.løve+1@例え', undefined],
    ['username', 'a'.repeat(128), undefined],
    ['username', 'a'.repeat(129), usernameForm],
    ['username', 'ada love', usernameForm],
    ['username', 'ada\u0000', usernameForm],
    ['username', 'ada\u202e', usernameForm],
    ['password', 'Correct horse-1', undefined],
    ['password', `Aa1!${'x'.repeat(252)}`, undefined],
    ['password', `Aa1!${'x'.repeat(253)}`, passwordForm],
    ['password', 'Correct-h0rse ', passwordForm],
    ['password', ' Correct-h0rse', passwordForm],
    ['attribute', 'x'.repeat(2048), undefined],
    ['attribute', 'x'.repeat(2049), valueTooLong],
  ]
  for (const [kind, value, text] of cases) {
    test(`${kind} ${JSON.stringify(value.slice(0, 20))} of ${value.length}: ${text ?? 'good'}`, () => {
      assert.deepEqual(entryProblem(en, kind, { field: 'f', value }), text && { field: 'f', text })
    })
  }
})
