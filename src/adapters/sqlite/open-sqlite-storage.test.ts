import assert from 'node:assert/strict'
import { globSync, readFileSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { temporaryFolders } from '../../../test/storage/temporary-folders.ts'
import { newDataKey, openSealer } from '../../crypto/sealing/seal.ts'
import * as make from '../../ports/storage/conformance/records.ts'
import { storageConformance } from '../../ports/storage/conformance/conformance.ts'
import { StorageFault, type StorageFaultReason } from '../../ports/storage/storage-fault.ts'
import type { Storage } from '../../ports/storage/storage.ts'
import { watchSessions } from '../../../test/storage/watch-sessions.ts'
import { sqlStorageConformance } from '../../../test/storage/sql-storage-conformance.ts'
import { openConnection } from './open-connection.ts'
import { openMemoryStorage } from './open-memory-storage.ts'
import { openSqliteStorage, type SqliteStorageOptions } from './open-sqlite-storage.ts'

const masterKey = new Uint8Array(32).fill(7)
const sealer = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })

const newFolder = temporaryFolders()

function newFile(): string {
  return join(newFolder(), 'sallyport.db')
}

function open(overrides: Partial<SqliteStorageOptions> = {}) {
  return openSqliteStorage({ file: newFile(), openSealer: async () => sealer, ...overrides })
}

async function withPool(storage: Storage): Promise<string> {
  const pool = make.aUserPool()
  await storage.commit([{ write: 'createUserPool', pool }])
  return pool.id
}

function fault(reason: StorageFaultReason): (error: unknown) => boolean {
  return (error) => error instanceof StorageFault && error.reason === reason
}

storageConformance('SQLite in memory', async () => watchSessions(await openMemoryStorage(sealer)))
storageConformance('SQLite in a file', () => open())
storageConformance('SQLite in a file, during a start', () => open({ ready: new Promise(() => {}) }))

sqlStorageConformance('SQLite in a file', async () => {
  const file = newFile()
  const readAll = async (): Promise<Buffer> => Buffer.concat(globSync(`${file}*`).map((path) => readFileSync(path)))
  return { storage: await open({ file }), readAll }
})

describe('openSqliteStorage', () => {
  test('finds again what was committed', async () => {
    const file = newFile()
    const pool = make.aUserPool()
    {
      await using storage = await open({ file })
      await storage.commit([{ write: 'createUserPool', pool }])
    }
    await using storage = await open({ file, mayMigrate: false })
    assert.deepEqual(await storage.userPools.find(pool.id), pool)
  })

  test('keeps the first data key that anyone stored', async () => {
    const file = newFile()
    const seen: (string | undefined)[] = []
    for (const value of ['first', 'second']) {
      await using storage = await open({
        file,
        openSealer: async (keys) => {
          seen.push(await keys.read(), await keys.create(value))
          return sealer
        },
      })
      assert.ok(storage)
    }
    assert.deepEqual(seen, [undefined, 'first', 'first', 'first'])
  })

  test('makes files that only their owner reads', async () => {
    const file = newFile()
    await using storage = await open({ file })
    await withPool(storage)
    const files = globSync(`${file}*`)
    assert.ok(files.length > 1)
    for (const path of files) assert.equal(statSync(path).mode & 0o777, 0o600)
  })

  test('runs every connection with FULL, WAL and foreign keys', async () => {
    const { database } = openConnection({ file: newFile() })
    const setting = (name: string) => Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0]
    assert.deepEqual(['synchronous', 'journal_mode', 'foreign_keys'].map(setting), [2, 'wal', 1])
    database.close()
  })

  test('refuses a schema that is behind when it may not change it', async () => {
    await assert.rejects(open({ mayMigrate: false }), /behind this release: 0001-user-pools/)
  })

  test('refuses a file that is no database', async () => {
    await assert.rejects(open({ file: import.meta.filename, mayMigrate: false }), /not a database/)
  })

  test('reads no secret with another key, nor one from another row', async () => {
    const file = newFile()
    const other = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })
    await using storage = await open({ file })
    const poolId = await withPool(storage)
    const users = [make.aUser(poolId), make.aUser(poolId)]
    await storage.commit(users.map((user) => ({ write: 'createUser', user, aliases: [] })))
    await using stranger = await open({ file, openSealer: async () => other })
    await assert.rejects(stranger.users.find(poolId, users[0]!.sub), /users.credentials does not open/)

    const database = new DatabaseSync(file)
    const [first, second] = database.prepare('select credentials from users order by sub').all()
    database.prepare('update users set credentials = ?').run(first!['credentials']!)
    database.close()
    assert.notEqual(first!['credentials'], second!['credentials'])
    const found = await Promise.allSettled(users.map(({ sub }) => storage.users.find(poolId, sub)))
    assert.deepEqual(found.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  })

  test('refuses at once what is too much, and carries out the rest', async () => {
    await using storage = await open({ mostWaiting: 2 })
    const poolId = await withPool(storage)
    const commits = Array.from({ length: 5 }, () =>
      storage.commit([{ write: 'createUser', user: make.aUser(poolId), aliases: [] }]),
    )
    const outcomes = await Promise.allSettled(commits)
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected', 'rejected', 'rejected'],
    )
    await assert.rejects(commits[4]!, fault('overloaded'))
    assert.equal(await storage.users.count(poolId), 2)
  })

  test('a fault in one commit undoes that one and none of its group', async () => {
    await using storage = await open()
    const poolId = await withPool(storage)
    const create = () => ({ write: 'createUser', user: make.aUser(poolId), aliases: [] }) as const
    const twice = create()
    const outcomes = await Promise.allSettled([
      storage.commit([create()]),
      storage.commit([create(), twice, twice]),
      storage.commit([create()]),
    ])
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
    assert.equal(await storage.users.count(poolId), 2)
    assert.equal(await storage.users.find(poolId, twice.user.sub), undefined)
  })

  test('carries out what was submitted before it closes, and nothing after', async () => {
    const file = newFile()
    const storage = await open({ file })
    const poolId = await withPool(storage)
    const commits = Array.from({ length: 20 }, () =>
      storage.commit([{ write: 'createUser', user: make.aUser(poolId), aliases: [] }]),
    )
    await Promise.all([storage[Symbol.asyncDispose](), ...commits])
    await storage[Symbol.asyncDispose]()
    await assert.rejects(storage.commit([]), fault('closed'))
    assert.deepEqual(globSync(`${file}*`), [file])
    await using again = await open({ file })
    assert.equal(await again.users.count(poolId), 20)
  })

  test('a full disk refuses changes until there is room again, and loses none that was confirmed (REL-03)', async () => {
    await using storage = await open({ pragmas: ['max_page_count = 160'] })
    const poolId = await withPool(storage)
    const confirmed: string[] = []
    const fill = async (): Promise<void> => {
      for (;;) {
        const user = make.aUser(poolId)
        await storage.commit([{ write: 'createUser', user, aliases: [] }])
        confirmed.push(user.sub)
      }
    }
    await assert.rejects(fill, fault('engine'))
    await assert.rejects(fill, fault('engine'))
    assert.ok(confirmed.length > 5)
    assert.equal(await storage.users.count(poolId), confirmed.length)
    for (const sub of confirmed) assert.ok(await storage.users.find(poolId, sub))
    const gone = confirmed.splice(1)
    await storage.commit(gone.map((sub) => ({ write: 'deleteUser', poolId, sub })))
    const user = make.aUser(poolId)
    assert.deepEqual(await storage.commit([{ write: 'createUser', user, aliases: [] }]), { committed: true })
  })

  test('sees changes of another process within the time limit of the cache', async () => {
    const file = newFile()
    await using one = await open({ file })
    await using other = await open({ file })
    const poolId = await withPool(one)
    const user = make.aUser(poolId)
    await other.commit([{ write: 'createUser', user, aliases: [] }])
    assert.deepEqual(await one.users.find(poolId, user.sub), user)
  })
})
