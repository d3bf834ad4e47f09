import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc, seed } from '../fast-check.ts'
import { open, poolCommands } from './pool-commands.ts'
import type { PoolModel } from './pool-model.ts'
import { openPoolMaker, type Defect } from './pool-under-test.ts'

const numRuns = process.env['SALLYPORT_TEST_LONG'] ? 10_000 : 200

/** Random sequences of operations, each in a pool of its own; throws with the shortest sequence that disagrees. */
async function walk(defect?: Defect, runs = numRuns): Promise<void> {
  await using maker = await openPoolMaker(defect)
  const sequences = fc.commands(poolCommands, { maxCommands: 25, size: 'max' })
  await fc.assert(
    fc.asyncProperty(sequences, async (commands) => {
      const real = await maker.newPool()
      const model: PoolModel = { now: real.ports.clock.now().getTime() / 1000, users: new Map(), sessions: [] }
      await open(model, real)
      await fc.asyncModelRun(() => ({ model, real }), commands)
    }),
    { numRuns: runs, endOnFailure: runs < numRuns },
  )
}

describe('a user pool', () => {
  test(`is what ${numRuns} random sequences of operations make it (seed ${seed})`, () => walk())
})

describe('the harness', () => {
  const defects: Readonly<Record<string, Defect>> = {
    'sign-outs that are forgotten': (ports) => withCommit(ports, ({ write }) => write !== 'signOutEverywhere'),
    'revocations that are forgotten': (ports) => withCommit(ports, ({ write }) => write !== 'revokeTokenFamily'),
    'failures that are not counted': (ports) => withCommit(ports, ({ write }) => write !== 'recordFailure'),
    'groups that nobody leaves': (ports) => withCommit(ports, ({ write }) => write !== 'removeUserFromGroup'),
  }
  for (const [what, defect] of Object.entries(defects)) {
    test(`finds ${what}`, () => assert.rejects(walk(defect, numRuns - 1), /Counterexample/))
  }
})

type Ports = Parameters<Defect>[0]
type Write = Parameters<Ports['storage']['commit']>[0][number]

/** Loses the writes that are not kept. */
function withCommit(ports: Ports, keep: (write: Write) => boolean): Ports {
  const { storage } = ports
  return { ...ports, storage: { ...storage, commit: (writes) => storage.commit(writes.filter(keep)) } }
}
