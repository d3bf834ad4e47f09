import { changesOf, forgetChanged, type ReadCache } from './read-cache.ts'
import type { Submit } from './sql-write.ts'

/** Forgets what a commit made stale before its caller hears of it; also when it failed, for it may be there. */
export function invalidating(cache: ReadCache, submit: Submit): Submit {
  return async (writes) => {
    const changes = writes.flatMap(changesOf)
    try {
      return await submit(writes)
    } finally {
      forgetChanged(cache, changes)
    }
  }
}
