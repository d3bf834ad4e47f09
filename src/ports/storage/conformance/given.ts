import assert from 'node:assert/strict'
import type { UserAlias, User } from '../../../domain/users/user.ts'
import { aUser, aUserPool } from './records.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Storage, Write } from '../storage.ts'

/** A pool of its own with one user in it, for each test. */
export interface Given {
  readonly storage: Storage
  readonly poolId: string
  readonly user: User
}

export type Behaviour = (given: Given) => Promise<void>

export async function givenPool(storage: Storage): Promise<Given> {
  const pool = aUserPool()
  const user = aUser(pool.id)
  await mustCommit(
    storage,
    { write: 'createUserPool', pool },
    { write: 'createUser', user, aliases: [alias(user.sub)] },
  )
  return { storage, poolId: pool.id, user }
}

export async function mustCommit(storage: Storage, ...writes: readonly Write[]): Promise<void> {
  assert.deepEqual(await storage.commit(writes), { committed: true })
}

/** Everything of a listing, page by page; each page but the last must be full. */
export async function allPages<Item>(
  read: (page: PageRequest) => Promise<Page<Item>>,
  limit: number,
): Promise<readonly Item[]> {
  const items: Item[] = []
  let after: string | undefined
  do {
    const page = await read({ limit, after })
    assert.ok(page.items.length <= limit && (page.next === undefined || page.items.length === limit))
    items.push(...page.items)
    after = page.next
  } while (after !== undefined)
  return items
}

export const wholePage: PageRequest = { limit: 60, after: undefined }

export function alias(key: string, namespace: UserAlias['namespace'] = 'username'): UserAlias {
  return { namespace, key }
}
