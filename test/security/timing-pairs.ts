import { openStore } from '../../src/compose/ports/open-store.ts'
import { systemRandom } from '../../src/adapters/system/random.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unknownUserSub } from '../../src/domain/sign-in/unknown-user.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { givenAccounts, type AccountKind, type NameMode } from './account-kinds.ts'
import type { Probe } from './enumeration-probes.ts'
import { openInstallation, type Installation } from './installation.ts'
import { type Reply } from './surface.ts'
import { comparePairs, verdictOf, type PairedComparison } from './paired-statistics.ts'

export interface TimedPairs {
  readonly probe: Probe
  readonly mode?: NameMode
  /** The two kinds of name that are asked for in turn. */
  readonly kinds: readonly [AccountKind, AccountKind]
  readonly pairs: number
  /** As many again, this often at most, while they do not tell: a busy machine needs more. */
  readonly rounds?: number
  /** In place of SQLite. */
  readonly databaseUrl?: string
  readonly defect?: (ports: TestPorts) => TestPorts
}

const warmUp = 50

/** Times a probe for names of two kinds in turn, each pair in another order, over a real database. In microseconds. */
export async function timePairs(timed: TimedPairs): Promise<PairedComparison> {
  const { probe, mode = 'plain', kinds, pairs, rounds = 1, databaseUrl, defect = (ports) => ports } = timed
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-timing-'))
  const masterKey = systemRandom.bytes(32)
  const file = join(folder, 'db')
  const store = await openStore({ databaseUrl, file, masterKey, random: systemRandom, mayMigrate: true })
  try {
    await using on = await openInstallation({ store, through: defect })
    const { ports } = on
    const { pool, hiding: client, nameOf } = await givenAccounts(ports, mode, 2)
    const names = [nameOf(kinds[0], 0), nameOf(kinds[1], 1)] as const
    const subjects = await Promise.all(
      names.map(async (name) => {
        const user = await ports.storage.users.findByAlias(pool.id, [{ namespace: 'username', key: name }])
        return user?.sub ?? unknownUserSub(ports.sealing.keyFor('unknown-user'), pool, name)
      }),
    )
    const once = async (which: 0 | 1): Promise<number> => {
      const { watched, elapsed } = stopwatch(on)
      await probe.ask(watched, { pool, mode, client, username: names[which] })
      return elapsed() * 1000
    }
    const [first, second]: [number[], number[]] = [[], []]
    const takePair = async (): Promise<void> => {
      // Neither limits nor locks may come into it: they are the same for both, which other tests show.
      ports.clock.advanceSeconds(3601)
      await ports.storage.commit(subjects.map((subject) => ({ write: 'unlock', poolId: pool.id, subject }) as const))
      // By chance: whatever comes every so often, as the collector does, must not always meet the same one.
      const isSwapped = systemRandom.bytes(1).every((byte) => byte % 2 === 1)
      const one = await once(isSwapped ? 1 : 0)
      const other = await once(isSwapped ? 0 : 1)
      first.push(isSwapped ? other : one)
      second.push(isSwapped ? one : other)
    }
    for (let count = 0; count < warmUp; count += 1) await takePair()
    for (const times of [first, second]) times.splice(0)
    let found = comparePairs(first, second)
    for (let round = 0; round < rounds && verdictOf(found) === 'unclear'; round += 1) {
      for (let count = 0; count < pairs; count += 1) await takePair()
      found = comparePairs(first, second)
    }
    return found
  } finally {
    await store.storage[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Counts the time until answers only: what a client does between them is its own affair. */
function stopwatch(on: Installation): { readonly watched: Installation; readonly elapsed: () => number } {
  let total = 0
  const timed = async (answer: () => Promise<Reply>): Promise<Reply> => {
    const from = performance.now()
    const reply = await answer()
    total += performance.now() - from
    return reply
  }
  const watched: Installation = {
    ...on,
    operate: (name, input) => timed(() => on.operate(name, input)),
    visit: (pool, call) => timed(() => on.visit(pool, call)),
  }
  return { watched, elapsed: () => total }
}
