import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createCircuitBreaker, type AttemptResult } from './circuit-breaker.ts'

function breakerAt() {
  const time = { seconds: 0 }
  const { admit } = createCircuitBreaker({ failures: 3, seconds: 10 }, () => time.seconds * 1000)
  const attempt = (result: AttemptResult): boolean => {
    const report = admit()
    report?.(result)
    return report !== undefined
  }
  return { admit, attempt, time }
}

describe('circuit breaker', () => {
  test('opens after failures in a row, and after those only', () => {
    const { attempt } = breakerAt()
    const results = ['failure', 'failure', 'success', 'failure', 'neither', 'failure', 'failure'] as const
    assert.deepEqual(results.map(attempt), [true, true, true, true, true, true, true])
    assert.equal(attempt('success'), false)
  })

  test('lets one probe through once its time is up, and closes when that succeeds', () => {
    const { admit, attempt, time } = breakerAt()
    for (let i = 0; i < 3; i += 1) attempt('failure')
    time.seconds = 9.9
    assert.equal(admit(), undefined)
    time.seconds = 10
    const probe = admit()
    assert.deepEqual([probe === undefined, admit()], [false, undefined])
    probe?.('success')
    assert.deepEqual([attempt('failure'), attempt('failure'), attempt('success')], [true, true, true])
  })

  test('opens again for the whole time when the probe fails', () => {
    const { attempt, time } = breakerAt()
    for (let i = 0; i < 3; i += 1) attempt('failure')
    time.seconds = 10
    assert.equal(attempt('failure'), true)
    time.seconds = 19.9
    assert.equal(attempt('success'), false)
    time.seconds = 20
    assert.equal(attempt('success'), true)
  })

  test('tries the next request where a probe says nothing of the backend', () => {
    const { attempt, time } = breakerAt()
    for (let i = 0; i < 3; i += 1) attempt('failure')
    time.seconds = 10
    assert.deepEqual([attempt('neither'), attempt('success'), attempt('success')], [true, true, true])
  })

  test('learns nothing from what was begun before its state changed', () => {
    const { admit, attempt, time } = breakerAt()
    const early = [admit(), admit()]
    for (let i = 0; i < 3; i += 1) attempt('failure')
    early[0]?.('success')
    assert.equal(admit(), undefined)
    time.seconds = 10
    const probe = admit()
    early[1]?.('failure')
    probe?.('success')
    assert.equal(attempt('success'), true)
  })
})
