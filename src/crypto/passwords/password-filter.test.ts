import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createPasswordFilter, isInPasswordFilter, passwordDigest, readPasswordFilter } from './password-filter.ts'

describe('a filter of passwords', () => {
  const known = Array.from({ length: 20_000 }, (_, index) => `known ${index}`)
  const filter = readPasswordFilter(createPasswordFilter(known.map(passwordDigest)))

  test('finds every one of its passwords', () => {
    assert.ok(filter)
    assert.deepEqual(
      known.filter((password) => !isInPasswordFilter(filter, passwordDigest(password))),
      [],
    )
  })

  test('mistakes hardly any other for one of them', () => {
    assert.ok(filter)
    const others = Array.from({ length: 100_000 }, (_, index) => `other ${index}`)
    const mistaken = others.filter((password) => isInPasswordFilter(filter, passwordDigest(password)))
    assert.ok(mistaken.length <= 3, `${mistaken.length} of a hundred thousand`)
  })

  test('is the same whatever the order', () => {
    const digests = known.slice(0, 100).map(passwordDigest)
    assert.deepEqual(createPasswordFilter(digests), createPasswordFilter(digests.toReversed()))
  })

  test('is told from other files', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('SPPF'), Buffer.from('SPPF1\0x'), Buffer.from('0123456789:4')]) {
      assert.equal(readPasswordFilter(bytes), undefined)
    }
  })
})
