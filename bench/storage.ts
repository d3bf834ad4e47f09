// Commits per second, by how many wait at once: SQLite with grouped commits beside one transaction for each, and
// PostgreSQL. Run: node bench/storage.ts
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareWrite } from '../src/adapters/sql/prepare-write.ts'
import { openPostgresStorage } from '../src/adapters/postgres/open-postgres-storage.ts'
import { commitBatch } from '../src/adapters/sqlite/commit-batch.ts'
import { openConnection } from '../src/adapters/sqlite/open-connection.ts'
import { openSqliteStorage } from '../src/adapters/sqlite/open-sqlite-storage.ts'
import { systemRandomBytes } from '../src/crypto/random-bytes.ts'
import { newDataKey, openSealer } from '../src/crypto/sealing/seal.ts'
import * as make from '../src/ports/storage/conformance/records.ts'
import type { Write } from '../src/ports/storage/storage.ts'
import { hasPostgres, noPostgres, startPostgresServer } from '../test/storage/postgres-server.ts'

type Commit = (writes: readonly Write[]) => Promise<unknown>

const secondsPerFigure = 3
const masterKey = new Uint8Array(32).fill(3)
const sealer = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })
const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'))
const file = join(folder, 'sallyport.db')
const poolId = 'eu-west-3_bench'

print('engine', 'waiting', 'sign-ups/s', 'sign-ins/s', 'refreshes/s', 'sign-outs/s', 'everywhere/s', 'evictions/s')
{
  await using storage = await openSqliteStorage({ file, openSealer: async () => sealer })
  await storage.commit([{ write: 'createUserPool', pool: make.aUserPool({ id: poolId }) }])
}
const alone = await measureNaive()
await using sqlite = await openSqliteStorage({ file, openSealer: async () => sealer })
for (const waiting of [1, 8, 32]) {
  const figures = await measure((writes) => sqlite.commit(writes), waiting)
  print('SQLite, grouped', waiting, ...figures.map((figure, index) => ratio(figure, alone[index])))
}
await measurePostgres()
rmSync(folder, { recursive: true })

/** One transaction and one fsync for each commit, whoever waits: it is the same for any number. */
async function measureNaive(): Promise<readonly number[]> {
  const connection = openConnection({ file })
  const figures = await measure(async (writes) => {
    const request = { id: 0, writes: writes.map((write) => prepareWrite(sealer, write)) }
    const { replies } = await commitBatch(connection, [request])
    if (replies.some(({ outcome }) => 'error' in outcome)) throw new Error('a commit failed')
  }, 1)
  connection.database.close()
  print('SQLite, one by one', 1, ...figures.map((figure) => figure.toFixed(0)))
  return figures
}

async function measurePostgres(): Promise<void> {
  if (!hasPostgres()) return void process.stdout.write(`${noPostgres}\n`)
  await using server = await startPostgresServer()
  const url = await server.createDatabase()
  const random = { bytes: systemRandomBytes }
  await using storage = await openPostgresStorage({ url, random, openSealer: async () => sealer, mostConnections: 16 })
  await storage.commit([{ write: 'createUserPool', pool: make.aUserPool({ id: poolId }) }])
  let first: readonly number[] | undefined
  for (const waiting of [1, 8, 32]) {
    const figures = await measure((writes) => storage.commit(writes), waiting)
    first ??= figures
    print('PostgreSQL', waiting, ...figures.map((figure, index) => ratio(figure, first?.[index])))
  }
}

/**
 * Sign-ups add a user; sign-ins spend a session, add a token family and leave an event; refreshes add a token family and
 * rotate its token. The others end sessions, which is told in the feed of revocations: one of them, all of a user's, or
 * the oldest, which gives way to one too many.
 */
async function measure(commit: Commit, waiting: number): Promise<readonly number[]> {
  const users = Array.from({ length: 100 }, () => make.aUser(poolId))
  await commit(users.map((user) => ({ write: 'createUser', user, aliases: [] })))
  let signIns = 0
  const signUp = (): readonly Write[] => {
    const newcomer = make.aUser(poolId)
    return [{ write: 'createUser', user: newcomer, aliases: [{ namespace: 'username', key: newcomer.sub }] }]
  }
  const signIn = (): readonly Write[] => {
    const user = users[(signIns += 1) % users.length]!
    return [
      { write: 'clearFailures', poolId, subject: user.sub, now: make.noon },
      { write: 'spendSession', poolId, sessionId: make.fresh('session'), expiresAt: make.after(180) },
      { write: 'createTokenFamily', family: make.aTokenFamily(user) },
      { write: 'recordAuthEvent', event: make.anAuthEvent(user) },
    ]
  }
  const signOut = (): readonly Write[] => {
    const family = make.aTokenFamily(users[(signIns += 1) % users.length]!)
    return [
      { write: 'createTokenFamily', family },
      { write: 'revokeTokenFamily', poolId, familyId: family.id, at: make.after(5) },
    ]
  }
  const refresh = (): readonly Write[] => {
    const family = make.aTokenFamily(users[(signIns += 1) % users.length]!)
    const { currentTokenHash: presentedTokenHash } = family
    const rotation = { presentedTokenHash, newTokenHash: make.fresh('token'), graceSeconds: 0, now: make.after(1) }
    return [
      { write: 'createTokenFamily', family },
      { write: 'rotateRefreshToken', poolId, familyId: family.id, ...rotation },
    ]
  }
  const signOutEverywhere = (): readonly Write[] => {
    const { sub } = users[(signIns += 1) % users.length]!
    return [{ write: 'signOutEverywhere', poolId, sub, at: make.after(5) }]
  }
  const evict = (): readonly Write[] => {
    const family = make.aTokenFamily(users[(signIns += 1) % users.length]!, { authenticatedAt: make.after(60) })
    return [{ write: 'createTokenFamily', family, mostPerUser: 1 }]
  }
  const figures: number[] = []
  for (const next of [signUp, signIn, refresh, signOut, signOutEverywhere, evict])
    figures.push(await perSecond(commit, next, waiting))
  return figures
}

async function perSecond(commit: Commit, next: () => readonly Write[], waiting: number): Promise<number> {
  const startedAt = performance.now()
  const elapsed = (): number => (performance.now() - startedAt) / 1000
  let commits = 0
  const loop = async (): Promise<void> => {
    for (; elapsed() < secondsPerFigure; commits += 1) await commit(next())
  }
  await Promise.all(Array.from({ length: waiting }, loop))
  return commits / elapsed()
}

function ratio(figure: number, base = figure): string {
  return `${figure.toFixed(0)} (${(figure / base).toFixed(1)}x)`
}

function print(engine: string, ...cells: readonly (string | number)[]): void {
  process.stdout.write(`${engine.padEnd(20)}${cells.map((cell) => String(cell).padStart(16)).join('')}\n`)
}
