import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { hasPostgres, noPostgres, startPostgresServer } from '../storage/postgres-server.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { rounds, seed, seeded } from './rounds.ts'
import { runChild } from './run-child.ts'
import { verify } from './verify.ts'

/** A file is used for so many rounds: what earlier rounds left has to bear later ones too. */
const roundsPerFile = 25

const newFolder = temporaryFolders()

describe('SIGKILL under write load (REL-01)', () => {
  test(`${rounds} rounds lose nothing that was confirmed (seed ${seed})`, async (context) => {
    const below = seeded(seed)
    const openings: number[] = []
    let confirmed = 0
    let folder = newFolder()
    for (let round = 0; round < rounds; round += 1) {
      if (round % roundsPerFile === 0) {
        rmSync(folder, { recursive: true })
        folder = newFolder()
      }
      const file = join(folder, 'sallyport.db')
      const history = await runChild({ place: file, round: `round${round}`, deeds: 1 + below(400) })
      assert.deepEqual(await verify(file, `round${round}`, history), [], `round ${round}, seed ${seed}`)
      assert.deepEqual(history.faults, [])
      confirmed += history.confirmed.length
      openings.push(history.openedAfterMs ?? Infinity)
    }
    assert.ok(confirmed > rounds * 50, `only ${confirmed} deeds were confirmed`)
    const slowest = openings.toSorted((a, b) => a - b).at(Math.ceil(openings.length * 0.99) - 1) ?? Infinity
    context.diagnostic(`${confirmed} confirmed deeds kept; opening took at most ${Math.round(slowest)} ms (p99)`)
  })

  test('the harness sees a child that confirms too early', async () => {
    const below = seeded(seed)
    const found: string[] = []
    for (let round = 0; round < 100 && found.length === 0; round += 1) {
      const file = join(newFolder(), 'sallyport.db')
      const history = await runChild({
        place: file,
        round: 'r',
        deeds: 50 + below(400),
        options: { confirmsEarly: true },
      })
      found.push(...(await verify(file, 'r', history)))
    }
    assert.notDeepEqual(found, [])
  })
})

describe('SIGKILL of a node on PostgreSQL (REL-01)', { skip: hasPostgres() ? false : noPostgres }, () => {
  const postgresRounds = Math.ceil(rounds / 5)
  test(`${postgresRounds} rounds lose nothing that was confirmed (seed ${seed})`, async (context) => {
    await using server = await startPostgresServer()
    const place = await server.createDatabase()
    const below = seeded(seed)
    let confirmed = 0
    for (let round = 0; round < postgresRounds; round += 1) {
      const history = await runChild({ place, round: `round${round}`, deeds: 1 + below(400) })
      await server.waitForSilence()
      assert.deepEqual(await verify(place, `round${round}`, history), [], `round ${round}, seed ${seed}`)
      assert.deepEqual(history.faults, [])
      confirmed += history.confirmed.length
    }
    context.diagnostic(`${confirmed} confirmed deeds kept`)
  })
})
