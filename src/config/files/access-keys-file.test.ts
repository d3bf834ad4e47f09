import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseAccessKeys } from './access-keys-file.ts'

const key = {
  accessKeyId: 'AKIDEXAMPLEEXAMPLE00',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  principal: 'ada',
}

describe('the file of access keys', () => {
  test('names keys by their ids, of an administrator unless it says otherwise', () => {
    const keys = parseAccessKeys(
      JSON.stringify([key, { ...key, accessKeyId: 'AKIDEXAMPLEEXAMPLE01', role: 'read-only' }]),
    )
    assert.deepEqual(
      [...keys.values()].map(({ accessKeyId, principal, role }) => [accessKeyId, principal, role]),
      [
        ['AKIDEXAMPLEEXAMPLE00', 'ada', 'admin'],
        ['AKIDEXAMPLEEXAMPLE01', 'ada', 'read-only'],
      ],
    )
  })

  test('that is wrong says where, and nothing of a secret', () => {
    const refusals: Readonly<Record<string, RegExp>> = {
      [`[${key.secretAccessKey}`]: /it is not JSON/,
      [JSON.stringify([{ ...key, role: 'root' }])]: /wrong: 0\.role/,
      [JSON.stringify([{ ...key, secretAccessKey: 'short-secret' }])]: /wrong: 0\.secretAccessKey/,
      [JSON.stringify([{ ...key, more: 1 }])]: /wrong: 0\.more/,
      [JSON.stringify([key, key])]: /twice/,
    }
    for (const [text, expected] of Object.entries(refusals)) {
      assert.throws(
        () => parseAccessKeys(text),
        (error: Error) =>
          expected.test(error.message) && !/wJalr|short-secret/.test(error.message + String(error.cause)),
      )
    }
  })
})
