import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import { endOfPrefix, foldedKey, lookupKey } from './lookup-key.ts'

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 400 }))
const storable = (key: string): boolean => key.length <= 256 && !key.includes('\0')

describe('lookupKey', () => {
  test('tells all keys apart, in a form that every engine stores', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        assert.equal(lookupKey(one) === lookupKey(other), one === other)
        assert.ok(storable(lookupKey(one)))
      }),
    )
  })

  test('nobody can name themselves like the hash of another', () => {
    const hashed = lookupKey('x'.repeat(1000))
    assert.notEqual(lookupKey(hashed), hashed)
    assert.equal(lookupKey('ada'), 'ada')
  })
})

describe('foldedKey', () => {
  test('ignores case and keeps what an index can hold', () => {
    assert.equal(foldedKey('ÅDa\0'), 'åda')
    fc.assert(fc.property(anyText, (value) => assert.ok(storable(foldedKey(value)))))
  })
})

describe('endOfPrefix', () => {
  test('lies behind everything that begins with the prefix and before all else that follows', () => {
    const bytes = (text: string): Buffer => Buffer.from(text)
    const text = fc.string({ unit: 'binary', maxLength: 5 })
    fc.assert(
      fc.property(text, text, (prefix, other) => {
        const end = endOfPrefix(prefix)
        if (end === undefined) return
        assert.ok(Buffer.compare(bytes(prefix + other), bytes(end)) < 0)
        const isWithin =
          Buffer.compare(bytes(other), bytes(prefix)) >= 0 && Buffer.compare(bytes(other), bytes(end)) < 0
        assert.equal(isWithin, other.startsWith(prefix))
      }),
    )
  })

  test('there is none behind the last code point', () => {
    assert.equal(endOfPrefix('\u{10ffff}\u{10ffff}'), undefined)
    assert.equal(endOfPrefix(''), undefined)
    assert.equal(endOfPrefix('\ud7ff'), '\ue000')
  })
})
