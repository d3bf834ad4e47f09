import type { UserPool } from '../user-pools/user-pool.ts'

/** The pool's name as SRP hashes it: what follows the region in its id. */
export function srpRealm(pool: Pick<UserPool, 'id'>): string {
  return pool.id.slice(pool.id.indexOf('_') + 1)
}
