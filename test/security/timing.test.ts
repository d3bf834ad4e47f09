import assert from 'node:assert/strict'
import { pbkdf2Sync } from 'node:crypto'
import { describe, test } from 'node:test'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { operationProbes } from './enumeration-probes.ts'
import { comparePairs, verdictOf } from './paired-statistics.ts'
import { timePairs } from './timing-pairs.ts'

const [guess] = operationProbes.ConfirmSignUp ?? []

/** The defect: a name nobody has takes a millisecond more. It is work: a time that is waited for goes by on a busy machine anyway. */
function withDelay(ports: TestPorts): TestPorts {
  const { users } = ports.storage
  const findByAlias: typeof users.findByAlias = async (poolId, aliases) => {
    const user = await users.findByAlias(poolId, aliases)
    if (user === undefined) pbkdf2Sync('', '', 5000, 32, 'sha256')
    return user
  }
  return { ...ports, storage: { ...ports.storage, users: { ...users, find: users.find, findByAlias } } }
}

describe('timing names in turn', () => {
  test('finds a planted millisecond', async () => {
    assert.ok(guess)
    const kinds = ['unknown', 'confirmed'] as const
    const found = await timePairs({ probe: guess, kinds, pairs: 150, rounds: 30, defect: withDelay })
    assert.equal(verdictOf(found), 'telling', JSON.stringify(found))
    assert.ok(found.medianDifference > 0 && found.wilcoxon < 0.001, JSON.stringify(found))
  })

  test('finds nothing where there is nothing', async () => {
    assert.ok(guess)
    const found = await timePairs({ probe: guess, kinds: ['confirmed', 'confirmed'], pairs: 150 })
    assert.notEqual(verdictOf(found), 'telling', JSON.stringify(found))
  })
})

describe('paired statistics', () => {
  /** Noise like that of a machine: mostly small, sometimes very large, the same for both of a pair. */
  const noise = Array.from({ length: 4000 }, (_, at) => 1000 + ((at * 7919) % 311) + (at % 97 === 0 ? 20_000 : 0))
  const jitter = (at: number) => ((at * 104_729) % 41) - 20

  test('see 150 microseconds under twenty milliseconds of noise', () => {
    const found = comparePairs(
      noise.map((value, at) => value + 150 + jitter(at)),
      noise,
    )
    assert.equal(verdictOf(found), 'telling')
    assert.ok(found.signTest < 1e-9 && found.wilcoxon < 1e-9)
    assert.ok(Math.abs(found.medianDifference - 150) < 2)
  })

  test('see that there is no difference, and that they have not seen enough', () => {
    const alike = comparePairs(
      noise.map((value, at) => value + jitter(at)),
      noise,
    )
    assert.equal(verdictOf(alike), 'alike')
    assert.ok(Math.abs(alike.singleShot - 0.5) < 0.02)
    const few = comparePairs([1000, 1400, 700, 1500, 900], [1000, 1000, 1000, 1000, 1000])
    assert.equal(verdictOf(few), 'unclear')
  })

  test('know the probability of a normal deviate', () => {
    // 60 of 100 the same way: z = 2, p = 0.0455.
    const differences = Array.from({ length: 100 }, (_, at) => (at < 60 ? 1 : -1))
    const { signTest } = comparePairs(
      differences,
      differences.map(() => 0),
    )
    assert.ok(Math.abs(signTest - 0.0455) < 0.0002, String(signTest))
  })
})
