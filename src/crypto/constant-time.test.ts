import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isEqualBytes, isEqualText } from './constant-time.ts'

describe('constant-time comparison', () => {
  test('compares texts of any length', () => {
    assert.equal(isEqualText('pässword', 'pässword'), true)
    assert.equal(isEqualText('', ''), true)
    assert.equal(isEqualText('abc', 'abd'), false)
    assert.equal(isEqualText('abc', 'abcd'), false)
    assert.equal(isEqualText('abc', ''), false)
  })

  test('compares bytes of any length', () => {
    assert.equal(isEqualBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2)), true)
    assert.equal(isEqualBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3)), false)
    assert.equal(isEqualBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0)), false)
  })
})
