import assert from 'node:assert/strict'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import {
  hasPostgres,
  noPostgres,
  startPostgresServer,
  type PostgresServer,
} from '../../../test/storage/postgres-server.ts'
import { until } from '../../../test/until.ts'
import { systemRandomBytes } from '../../crypto/random-bytes.ts'
import { newDataKey, openSealer } from '../../crypto/sealing/seal.ts'
import * as make from '../../ports/storage/conformance/records.ts'
import { contests, hold } from '../../ports/storage/conformance/contests.ts'
import { storageConformance } from '../../ports/storage/conformance/conformance.ts'
import { StorageFault } from '../../ports/storage/storage-fault.ts'
import { watchSessions } from '../../../test/storage/watch-sessions.ts'
import { sqlStorageConformance } from '../../../test/storage/sql-storage-conformance.ts'
import { openPostgresStorage } from './open-postgres-storage.ts'

const masterKey = new Uint8Array(32).fill(7)
const sealer = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })

function open(url: string) {
  return openPostgresStorage({ url, openSealer: async () => sealer, random: { bytes: systemRandomBytes } })
}

async function run(url: string, text: string): Promise<void> {
  const client = new Client(url)
  await client.connect()
  await client.query(text)
  await client.end()
}

/** What is in a cache reaches no time limit, so that only what is heard takes it out. */
function standStill(t: TestContext): void {
  const stopped = performance.now()
  t.mock.method(performance, 'now', () => stopped)
}

describe('PostgreSQL', { skip: hasPostgres() ? false : noPostgres }, () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgresServer()
  })
  after(() => server[Symbol.asyncDispose]())

  storageConformance('PostgreSQL', async () => watchSessions(await open(await server.createDatabase())))

  sqlStorageConformance('PostgreSQL', async () => {
    const url = await server.createDatabase()
    const readAll = async (): Promise<Buffer> => {
      await run(url, 'checkpoint')
      const files = globSync(join(server.folder, 'data/{base,pg_wal}/**')).filter((path) => statSync(path).isFile())
      return Buffer.concat(files.map((path) => readFileSync(path)))
    }
    return { storage: await open(url), readAll }
  })

  describe('openPostgresStorage', () => {
    test('lets nodes that start at once migrate one after the other', async () => {
      const url = await server.createDatabase()
      const nodes = await Promise.all([open(url), open(url), open(url), open(url)])
      const pool = make.aUserPool()
      await nodes[0].commit([{ write: 'createUserPool', pool }])
      for (const node of nodes) assert.deepEqual(await node.userPools.find(pool.id), pool)
      await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()))
    })

    test('lets contenders on two nodes win no more often than on one', async () => {
      const url = await server.createDatabase()
      await using one = await open(url)
      await using other = await open(url)
      for (const [prize, makeContest] of Object.entries(contests)) {
        const { won, winners } = await hold(makeContest, [one, other])
        assert.equal(won, winners, prize)
      }
    })

    test('refuses a server that confirms what it has not kept', async () => {
      const url = await server.createDatabase()
      await run(url, `alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`)
      await assert.rejects(open(url), /synchronous_commit = off/)
    })

    test('repeats commits that block each other', async () => {
      await using storage = await open(await server.createDatabase())
      const pool = make.aUserPool()
      const user = make.aUser(pool.id)
      const families = [make.aTokenFamily(user), make.aTokenFamily(user)]
      await storage.commit([
        { write: 'createUserPool', pool },
        { write: 'createUser', user, aliases: [] },
        ...families.map((family) => ({ write: 'createTokenFamily', family }) as const),
      ])
      const rotate = (index: number, from: number) =>
        ({
          write: 'rotateRefreshToken',
          poolId: pool.id,
          familyId: families[index]!.id,
          presentedTokenHash: from === 0 ? 'first' : `child ${from}`,
          newTokenHash: `child ${from + 1}`,
          graceSeconds: 0,
          now: make.noon,
        }) as const
      for (let round = 0; round < 10; round += 1) {
        const outcomes = await Promise.all([
          storage.commit([rotate(0, round), rotate(1, round)]),
          storage.commit([rotate(1, round), rotate(0, round)]),
        ])
        assert.equal(outcomes.filter(({ committed }) => committed).length, 1)
      }
    })

    test('tells the other nodes what changed', async (t) => {
      standStill(t)
      const url = await server.createDatabase()
      await using one = await open(url)
      await using other = await open(url)
      const pool = make.aUserPool()
      const client = make.aClient(pool.id)
      await one.commit([
        { write: 'createUserPool', pool },
        { write: 'createAppClient', client },
      ])
      assert.deepEqual(await other.userPools.find(pool.id), pool)
      assert.deepEqual(await other.appClients.find(client.id), client)
      await one.commit([
        { write: 'updateUserPool', pool: { ...pool, name: 'renamed', version: 2 } },
        { write: 'deleteAppClient', poolId: pool.id, clientId: client.id },
      ])
      await until(async () => (await other.userPools.find(pool.id))?.name === 'renamed')
      await until(async () => (await other.appClients.find(client.id)) === undefined)
    })

    test('keeps nothing while it hears nothing', async (t) => {
      standStill(t)
      const url = await server.createDatabase()
      await using one = await open(url)
      await using other = await open(url)
      const pool = make.aUserPool()
      await one.commit([{ write: 'createUserPool', pool }])
      await other.userPools.find(pool.id)
      await run(url, `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'`)
      await one.commit([{ write: 'updateUserPool', pool: { ...pool, name: 'renamed', version: 2 } }])
      await until(async () => (await other.userPools.find(pool.id))?.name === 'renamed')
    })

    test('a crash of the server loses nothing that was confirmed, and the node goes on', async () => {
      await using storage = await open(await server.createDatabase())
      const pool = make.aUserPool()
      await storage.commit([{ write: 'createUserPool', pool }])
      const confirmed: string[] = []
      const stop = new AbortController()
      const write = async (): Promise<void> => {
        while (!stop.signal.aborted) {
          const user = make.aUser(pool.id)
          try {
            await storage.commit([{ write: 'createUser', user, aliases: [] }])
            confirmed.push(user.sub)
          } catch (error) {
            assert.ok(error instanceof StorageFault)
            await delay(20)
          }
        }
      }
      const writers = Array.from({ length: 8 }, write)
      try {
        await until(async () => confirmed.length > 100)
        await server.crash()
        const before = confirmed.length
        await until(async () => confirmed.length > before + 100)
      } finally {
        stop.abort()
        await Promise.all(writers)
      }
      for (const sub of confirmed) assert.ok(await storage.users.find(pool.id, sub), 'a confirmed user is lost')
    })
  })
})
