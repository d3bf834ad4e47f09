import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { temporaryFolders } from '../../../test/storage/temporary-folders.ts'
import { newDataKey, openSealer } from '../../crypto/sealing/seal.ts'
import * as make from '../../ports/storage/conformance/records.ts'
import { StorageFault } from '../../ports/storage/storage-fault.ts'
import type { SqlStorage } from '../sql/sql-storage.ts'
import { openSqliteStorage, type SqliteStorageOptions } from './open-sqlite-storage.ts'

const masterKey = new Uint8Array(32).fill(7)
const sealer = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })
const newFolder = temporaryFolders()

async function given(overrides: Partial<SqliteStorageOptions> = {}) {
  const file = join(newFolder(), 'sallyport.db')
  const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>()
  const open = () => openSqliteStorage({ file, openSealer: async () => sealer, ready, ...overrides })
  const storage = await open()
  const pool = make.aUserPool()
  await storage.commit([{ write: 'createUserPool', pool }])
  return { file, storage, open, poolId: pool.id, becomeReady }
}

async function createUser(storage: SqlStorage, poolId: string): Promise<void> {
  const { committed } = await storage.commit([{ write: 'createUser', user: make.aUser(poolId), aliases: [] }])
  assert.ok(committed)
}

describe('commits around the end of a start', () => {
  test('all arrive, whoever carries them out', async () => {
    const { storage, open, poolId, becomeReady } = await given()
    const early = Array.from({ length: 5 }, () => createUser(storage, poolId))
    becomeReady()
    let commits = 0
    // Until the thread is there and well after.
    for (const until = performance.now() + 1000; performance.now() < until; commits += 1)
      await createUser(storage, poolId)
    await Promise.all(early)
    await storage[Symbol.asyncDispose]()
    await using again = await open()
    assert.equal(await again.users.count(poolId), early.length + commits)
  })

  test('closing carries out what was submitted, and takes nothing more', async () => {
    for (const isReady of [false, true]) {
      const { file, storage, open, poolId, becomeReady } = await given()
      const commits = Array.from({ length: 5 }, () => createUser(storage, poolId))
      if (isReady) becomeReady()
      await Promise.all([storage[Symbol.asyncDispose](), ...commits])
      const isClosed = (error: unknown) => error instanceof StorageFault && error.reason === 'closed'
      await assert.rejects(storage.commit([]), isClosed)
      assert.deepEqual(globSync(`${file}*`), [file])
      await using again = await open()
      assert.equal(await again.users.count(poolId), 5)
    }
  })

  test('a fault undoes its own commit, and the next one works', async () => {
    const { storage, poolId } = await given()
    await using _ = storage
    const twice = { write: 'createUser', user: make.aUser(poolId), aliases: [] } as const
    await assert.rejects(storage.commit([twice, twice]), StorageFault)
    await createUser(storage, poolId)
    assert.equal(await storage.users.count(poolId), 1)
  })
})
