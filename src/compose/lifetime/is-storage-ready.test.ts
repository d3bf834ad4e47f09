import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { StorageFault, type StorageFaultReason } from '../../ports/storage/storage-fault.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { isStorageReady } from './is-storage-ready.ts'

describe('isStorageReady', () => {
  test('is so for a store that is sound', async () => {
    await using ports = await testPorts()
    assert.equal(await isStorageReady(ports.storage), true)
  })

  const verdicts: Readonly<Record<StorageFaultReason, boolean>> = {
    stopped: false,
    engine: false,
    closed: false,
    overloaded: true,
  }
  for (const [reason, expected] of Object.entries(verdicts) as [StorageFaultReason, boolean][]) {
    test(`is ${expected ? 'so' : 'not so'} for a store whose changes fail because it is ${reason}`, async () => {
      await using ports = await testPorts()
      const commit = () => Promise.reject(new StorageFault(reason, 'no'))
      assert.equal(await isStorageReady({ ...ports.storage, commit }), expected)
    })
  }

  test('says nothing where the store does not even answer', async () => {
    await using ports = await testPorts()
    const list = () => Promise.reject(new Error('no database'))
    const { storage } = ports
    await assert.rejects(isStorageReady({ ...storage, userPools: { ...storage.userPools, list } }), /no database/)
  })
})
