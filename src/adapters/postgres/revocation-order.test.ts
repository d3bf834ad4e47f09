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

const tell = 'insert into unplaced_revocations (pool_id, kind, subject)'

interface Contest {
  readonly insert: string
  readonly read: () => Promise<number>
  readonly rounds: number
}

interface Told {
  readonly position: number
  readonly subject: string
}

/** Goes on from the last that was seen. */
function following(list: (after: number) => Promise<readonly Told[]>) {
  const seen: string[] = []
  let position = 0
  async function read(): Promise<number> {
    const told = await list(position)
    seen.push(...told.map(({ subject }) => subject))
    position = told.at(-1)?.position ?? position
    return told.length
  }
  return { read, seen }
}

type Revoke = Extract<Write, { readonly write: 'revokeTokenFamily' }>

async function begin(storage: Storage, count: number): Promise<readonly Revoke[]> {
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

  async function connected(url: string): Promise<Client> {
    const client = new Client(url)
    await client.connect()
    return client
  }

  async function waitsForLock(client: Client): Promise<void> {
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    while ((await client.query(waiting)).rowCount === 0) await delay(10)
  }

  const toldBy = async (storage: Storage) =>
    (await storage.revocations.list(0, 10)).map(({ position, subject }) => [position, subject])

  test('a commit waits for none that began before it, which comes after it then', async () => {
    const url = await server.createDatabase()
    await using storage = await open(url)
    const [revoke] = await begin(storage, 1)
    assert.ok(revoke)
    const slow = await connected(url)
    await slow.query('begin')
    await slow.query(`${tell} values ('slow', 'family', 'slow')`)
    await mustCommit(storage, revoke)
    assert.deepEqual(await toldBy(storage), [[1, revoke.familyId]])
    await slow.query('commit')
    assert.deepEqual(await toldBy(storage), [
      [1, revoke.familyId],
      [2, 'slow'],
    ])
    await slow.end()
  })

  test('a reader waits for a node of the release before, which takes its position within its commit', async () => {
    const url = await server.createDatabase()
    await using storage = await open(url)
    const [revoke] = await begin(storage, 1)
    assert.ok(revoke)
    const former = await connected(url)
    await former.query('begin')
    await former.query('update revocation_end set position = position + 1 where id = 1')
    await former.query(
      "insert into revocations (position, pool_id, kind, subject) select position, 'former', 'family', 'former' from revocation_end",
    )
    await mustCommit(storage, revoke)
    const told = toldBy(storage)
    const other = await connected(url)
    await waitsForLock(other)
    await former.query('commit')
    assert.deepEqual(await told, [
      [1, 'former'],
      [2, revoke.familyId],
    ])
    await former.end()
    await other.end()
  })

  test('two pieces of work in a ring: the one that the server ends is done again as a whole', async () => {
    const url = await server.createDatabase()
    await using one = await open(url)
    await using other = await open(url)
    const [first, second, third, fourth] = await begin(one, 4)
    assert.ok(first && second && third && fourth)
    const bothHold = Promise.withResolvers<void>()
    let tries = 0
    const inOrder = (storage: typeof one, writes: readonly Write[]): Promise<void> =>
      storage.atOnce(async (inside) => {
        tries += 1
        for (const [index, write] of writes.entries()) {
          await mustCommit(inside, write)
          if (index === 0 && tries === 2) bothHold.resolve()
          if (index === 0) await bothHold.promise
        }
      })
    await Promise.all([inOrder(one, [first, third, second]), inOrder(other, [second, fourth, first])])
    assert.equal(tries, 3)
    const told = await toldBy(other)
    assert.deepEqual(
      told.map(([, subject]) => String(subject)).toSorted(),
      [first, second, third, fourth].map(({ familyId }) => familyId).toSorted(),
    )
  })

  test('work that goes on after a commit of its own failed becomes true in no part', async () => {
    const url = await server.createDatabase()
    await using storage = await open(url)
    const [revoke] = await begin(storage, 1)
    assert.ok(revoke)
    const broken = storage.atOnce(async (inside) => {
      await mustCommit(inside, revoke)
      await inside
        .commit([{ write: 'createUser', user: { ...make.aUser(revoke.poolId), sub: '\0' }, aliases: [] }])
        .catch(() => {})
    })
    await assert.rejects(broken, /the commit failed/)
    assert.deepEqual(await toldBy(storage), [])
  })

  test('a commit and a piece of work in a ring are both carried out', async () => {
    const url = await server.createDatabase()
    await using storage = await open(url)
    const [first, second] = await begin(storage, 2)
    assert.ok(first && second)
    const watching = await connected(url)
    let commit: Promise<void> | undefined
    await storage.atOnce(async (inside) => {
      await mustCommit(inside, first)
      commit ??= mustCommit(storage, second, first)
      await waitsForLock(watching)
      await mustCommit(inside, second)
    })
    await commit
    assert.equal((await toldBy(storage)).length, 2)
    await watching.end()
  })

  /** Eight transactions that are open at once tell in one order and commit in another; whoever follows reads after each. */
  async function contest(url: string, { insert, read, rounds }: Contest): Promise<readonly string[]> {
    const clients = await Promise.all(Array.from({ length: 8 }, () => connected(url)))
    const told: string[] = []
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, client] of clients.entries()) {
        await client.query('begin')
        for (const part of [0, 1]) {
          const subject = `${round}-${index}-${part}`
          told.push(subject)
          await client.query(`${insert} values ('contest', 'family', $1)`, [subject])
        }
        // Some are there already while others begin.
        if ((index * 5 + round) % 3 === 0) await client.query('commit')
        await read()
      }
      const order = clients.toSorted(
        (a, b) => (((clients.indexOf(a) + round) * 5) % 8) - (((clients.indexOf(b) + round) * 5) % 8),
      )
      for (const client of order) {
        await client.query('commit')
        await read()
      }
    }
    for (const client of clients) await client.end()
    return told
  }

  test('whoever follows misses none of transactions that commit in another order than they told, and hears none twice', async () => {
    const url = await server.createDatabase()
    await using one = await open(url)
    await using other = await open(url)
    const writes = await begin(one, 40)
    const { read, seen } = following(async (after) =>
      (await one.revocations.list(after, 7)).map(({ position, subject }) => ({ position, subject })),
    )
    const over = new AbortController()
    const busy = (async () => {
      // Another node gives positions all the time, and both end sessions by themselves.
      while (!over.signal.aborted) await other.revocations.last()
    })()
    const ending = Promise.all(writes.map((write, index) => mustCommit(index % 2 === 0 ? one : other, write)))
    const told = await contest(url, { insert: tell, read, rounds: 12 })
    await ending
    over.abort()
    await busy
    while ((await read()) > 0);
    assert.deepEqual(seen.toSorted(), [...told, ...writes.map(({ familyId }) => familyId)].toSorted())
  })

  test('the contest finds out a reader that goes by the numbers of a sequence', async () => {
    const url = await server.createDatabase()
    const client = await connected(url)
    await client.query(
      'create table plain (id bigint generated always as identity, pool_id text, kind text, subject text)',
    )
    const { read, seen } = following(async (after) => {
      const { rows } = await client.query('select id, subject from plain where id > $1 order by id limit 7', [after])
      return rows.map(({ id, subject }) => ({ position: Number(id), subject: String(subject) }))
    })
    const told = await contest(url, { insert: 'insert into plain (pool_id, kind, subject)', read, rounds: 2 })
    while ((await read()) > 0);
    assert.ok(seen.length < told.length)
    await client.end()
  })
})
