import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { commonSpellings, hasContextWord } from './password-blocklist.ts'

describe('a password', () => {
  test('is looked for without what was put around its word', () => {
    assert.ok(commonSpellings('Sunshine2024!').includes('sunshine'))
    assert.ok(commonSpellings('P@ssw0rd').includes('password'))
    assert.ok(commonSpellings('!!12Dr4gon99').includes('dragon'))
    assert.deepEqual(commonSpellings('Ab1!'), ['Ab1!', 'ab1!', 'abli'])
  })

  test('must not be made of a name around it', () => {
    for (const [password, name] of [
      ['alice-Secret-1', 'alice'],
      ['4lice.Secret.1', 'alice'],
      ['My.Anderson.77', 'bob.anderson@example.com'],
      ['xNotesAppx1!', 'notes app'],
      ['Jörgensen-1', 'JÖRGENSEN@example.com'],
    ] as const) {
      assert.ok(hasContextWord(password, [name]), password)
    }
  })

  test('may hold what is too short to be a name, and a mail host', () => {
    assert.ok(!hasContextWord('bob-and-his-dog-7', ['bob']))
    assert.ok(!hasContextWord('example-of-words-7', ['bob@example.com']))
    assert.ok(!hasContextWord('correct horse battery', ['alice', undefined, '']))
  })
})
