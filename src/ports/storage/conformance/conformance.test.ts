import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openMemoryStorage } from '../../../adapters/sqlite/open-memory-storage.ts'
import { newDataKey, openSealer } from '../../../crypto/sealing/seal.ts'
import { contenders, contests, hold } from './contests.ts'
import type { Storage } from '../storage.ts'

const masterKey = new Uint8Array(32)

describe('the conformance suite', () => {
  test('sees a guard that looks first and writes then', async () => {
    await using storage = await openMemoryStorage(openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) }))
    const spent = new Set<string>()
    const careless: Storage = {
      ...storage,
      async commit(writes) {
        const [write] = writes
        if (write?.write !== 'spendSession') return storage.commit(writes)
        const isSpent = spent.has(write.sessionId)
        await storage.users.count(write.poolId)
        spent.add(write.sessionId)
        return isSpent ? { committed: false, guard: 'session-unspent', alias: undefined } : { committed: true }
      },
    }
    const contest = contests['one challenge session']
    assert.ok(contest)
    assert.deepEqual(await hold(contest, [storage]), { won: 1, winners: 1 })
    assert.deepEqual(await hold(contest, [careless]), { won: contenders, winners: 1 })
  })
})
