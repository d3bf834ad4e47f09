import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createAddressHealth } from './address-health.ts'

function healthOf({ failures = 3, seconds = 10 } = {}) {
  let now = 1_000_000
  const health = createAddressHealth({ failures, seconds }, () => now)
  const fail = (times: number, mayEject = true) => {
    for (let i = 0; i < times; i += 1) health.learn('failure', () => mayEject)
  }
  return { health, fail, pass: (more: number) => void (now += more * 1000) }
}

/** How long it is passed over, in seconds. */
function ejectedFor({ health, pass }: ReturnType<typeof healthOf>): number {
  let seconds = 0
  for (; health.isEjected(); seconds += 1) pass(1)
  return seconds
}

describe('the health of an address', () => {
  test('is in doubt after failures in a row, and not before', () => {
    const { health, fail } = healthOf()
    fail(2)
    health.learn('success', () => true)
    fail(2)
    health.learn('neither', () => true)
    assert.equal(health.isEjected(), false)
    fail(1)
    assert.equal(health.isEjected(), true)
    assert.equal(health.ejections(), 1)
  })

  test('costs more each time, up to ten times the first', () => {
    const address = healthOf()
    const times = Array.from({ length: 12 }, () => {
      address.fail(3)
      return ejectedFor(address)
    })
    assert.deepEqual(times, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 100, 100])
  })

  test('is forgiven a step for each time that passes without', () => {
    const address = healthOf()
    const times = [0, 0, 20, 1000].map((quiet) => {
      address.pass(quiet)
      address.fail(3)
      return ejectedFor(address)
    })
    assert.deepEqual(times, [10, 20, 10, 10])
  })

  test('says nothing where others are passed over already', () => {
    const { health, fail } = healthOf()
    fail(10, false)
    assert.equal(health.isEjected(), false)
    fail(1)
    assert.equal(health.isEjected(), true)
  })

  test('is not learned from what was begun before it was passed over', () => {
    const { health, fail, pass } = healthOf()
    fail(3)
    fail(100)
    assert.equal(health.ejections(), 1)
    pass(10)
    assert.equal(health.isEjected(), false)
  })

  test('by checks changes after two in a row', () => {
    const { health } = healthOf()
    const states = [false, true, false, false, true, false, true, true].map((isWell) => {
      health.checked(isWell)
      return health.isUnhealthy()
    })
    assert.deepEqual(states, [false, false, false, true, true, true, true, false])
  })
})
