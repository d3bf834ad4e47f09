import { StorageFault } from '../../ports/storage/storage-fault.ts'
import type { Storage } from '../../ports/storage/storage.ts'

/**
 * Whether the store answers and takes changes; may throw instead of saying no. A store that has many changes waiting is
 * busy, and sending its node's work to others would only make those busy too.
 */
export async function isStorageReady(storage: Pick<Storage, 'commit' | 'userPools'>): Promise<boolean> {
  await storage.userPools.list({ limit: 1, after: undefined })
  try {
    const { committed } = await storage.commit([])
    return committed
  } catch (error) {
    return error instanceof StorageFault && error.reason === 'overloaded'
  }
}
