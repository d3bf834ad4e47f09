import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertGrowsWithLength } from './growth.ts'

describe('the measure of growth', () => {
  const textOf = (length: number) => 'a'.repeat(length)

  test('lets work pass that grows with the length', () => {
    assertGrowsWithLength(textOf, (text) => text.split('').toReversed().join(''), { length: 200_000 })
  })

  test('notices work that grows with its square (planted)', () => {
    const search = (text: string) => /a*b/.test(text)
    assert.throws(() => assertGrowsWithLength(textOf, search, { length: 32_000 }), /^AssertionError.*: it costs \d+ µs/)
  })
})
