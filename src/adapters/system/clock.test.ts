import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createDevelopmentClock } from './clock.ts'

describe('development clock', () => {
  const noon = new Date('2026-11-23T12:00:00Z')

  test('runs with its source until it is advanced, then ahead of it', () => {
    let now = noon
    const clock = createDevelopmentClock({ now: () => now })
    assert.deepEqual(clock.now(), noon)
    clock.advance(3600)
    clock.advance(0.5)
    assert.equal(clock.now().toISOString(), '2026-11-23T13:00:00.500Z')
    now = new Date('2026-11-23T12:00:10Z')
    assert.equal(clock.now().toISOString(), '2026-11-23T13:00:10.500Z')
  })

  for (const seconds of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    test(`refuses to advance by ${seconds}`, () => {
      const clock = createDevelopmentClock({ now: () => noon })
      assert.throws(() => clock.advance(seconds), RangeError)
      assert.deepEqual(clock.now(), noon)
    })
  }
})
