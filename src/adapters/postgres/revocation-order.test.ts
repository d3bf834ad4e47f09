import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import {
  hasPostgres,
  noPostgres,
  startPostgresServer,
  type PostgresServer,
} from '../../../test/storage/postgres-server.ts'
import { systemRandomBytes } from '../../crypto/random-bytes.ts'
import { newDataKey, openSealer } from '../../crypto/sealing/seal.ts'
import { givenPool, mustCommit } from '../../ports/storage/conformance/given.ts'
import * as make from '../../ports/storage/conformance/records.ts'
import type { Storage, Write } from '../../ports/storage/storage.ts'
import { openPostgresStorage } from './open-postgres-storage.ts'

const masterKey = new Uint8Array(32)
const sealer = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })

const open = (url: string) =>
  openPostgresStorage({ url, openSealer: async () => sealer, random: { bytes: systemRandomBytes } })

async function begin(storage: Storage, count: number): Promise<readonly Write[]> {
  const { poolId, user } = await givenPool(storage)
  const families = Array.from({ length: count }, () => make.aTokenFamily(user))
  await mustCommit(storage, ...families.map((family): Write => ({ write: 'createTokenFamily', family })))
  return families.map(({ id: familyId }) => ({ write: 'revokeTokenFamily', poolId, familyId, at: make.after(5) }))
}

describe('revocations on PostgreSQL', { skip: hasPostgres() ? false : noPostgres }, () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgresServer()
  })
  after(() => server[Symbol.asyncDispose]())

  test('a commit with a later position waits for one with an earlier one that is still on its way', async () => {
    const url = await server.createDatabase()
    await using storage = await open(url)
    const [revoke] = await begin(storage, 1)
    assert.ok(revoke)
    const slow = new Client(url)
    await slow.connect()
    await slow.query('begin')
    await slow.query('update revocation_end set position = position + 1 where id = 1')
    await slow.query(
      "insert into revocations (position, pool_id, kind, subject) select position, 'slow', 'pool', '' from revocation_end",
    )
    let isThere = false
    const later = storage.commit([revoke]).then(() => (isThere = true))
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    while ((await slow.query(waiting)).rowCount === 0) await delay(10)
    assert.equal(isThere, false)
    assert.deepEqual(await storage.revocations.list(0, 10), [])
    await slow.query('commit')
    await later
    assert.deepEqual(
      (await storage.revocations.list(0, 10)).map(({ position, poolId }) => [position, poolId === 'slow']),
      [
        [1, true],
        [2, false],
      ],
    )
    await slow.end()
  })

  test('what is done at once takes its positions last, so that it waits for nobody while it holds them', async () => {
    const url = await server.createDatabase()
    await using storage = await open(url)
    const [first, second] = await begin(storage, 2)
    const pool = make.aUserPool()
    await mustCommit(storage, { write: 'createUserPool', pool })
    assert.ok(first && second)
    const other = new Client(url)
    await other.connect()
    await other.query('begin')
    await other.query('update user_pools set version = version where id = $1', [pool.id])
    const done = storage.atOnce(async (inside) => {
      await mustCommit(inside, first)
      await mustCommit(inside, { write: 'updateUserPool', pool: { ...pool, name: 'renamed', version: 2 } })
      await mustCommit(inside, second)
    })
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    while ((await other.query(waiting)).rowCount === 0) await delay(10)
    // The ring would close here: it would wait for the row that the other one held, which waits for it.
    await other.query('update revocation_end set position = position where id = 1')
    await other.query('commit')
    await done
    assert.equal((await storage.revocations.list(0, 10)).length, 2)
    await other.end()
  })

  test('whoever goes on from the last that was seen misses none of what two nodes write at once', async () => {
    const url = await server.createDatabase()
    await using one = await open(url)
    await using other = await open(url)
    const writes = await begin(one, 60)
    let position = 0
    const seen: string[] = []
    const read = async (): Promise<void> => {
      const told = await other.revocations.list(position, 7)
      seen.push(...told.map(({ subject }) => subject))
      position = told.at(-1)?.position ?? position
    }
    const over = new AbortController()
    const reading = (async () => {
      while (!over.signal.aborted) await read()
    })()
    await Promise.all(writes.map((write, index) => mustCommit(index % 2 === 0 ? one : other, write)))
    over.abort()
    await reading
    while (seen.length < position || position < (await other.revocations.last())) await read()
    const expected = writes.flatMap((write) => (write.write === 'revokeTokenFamily' ? [write.familyId] : []))
    assert.deepEqual(seen.toSorted(), expected.toSorted())
  })
})
