import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { describe, test } from 'node:test'
import { openMemoryStorage } from '../../src/adapters/sqlite/open-memory-storage.ts'
import { newDataKey, openSealer } from '../../src/crypto/sealing/seal.ts'
import { noon } from '../../src/ports/storage/conformance/records.ts'
import type { UserFilter } from '../../src/ports/storage/users.ts'

/** A pool has few of these, and due messages are few: there a sort costs nothing. */
const mayBeSorted = /"(signing_keys|user_pool_domains|messages)"/

/** Partial indexes that hold only what is on its way out: reading one from end to end is reading that. */
const mayBeScanned = /USING INDEX user_pools_removed/

const filtered = [
  'username',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'cognito:user_status',
  'status',
  'sub',
] as const satisfies readonly UserFilter['attribute'][]

describe('listings', () => {
  test('follow an index from the place where the last page ended, with a million users as with one', async () => {
    const masterKey = new Uint8Array(32)
    const storage = await openMemoryStorage(openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) }))
    const plans = await plansOf(async () => {
      const page = { limit: 60, after: undefined }
      for (const attribute of filtered) {
        await storage.users.list('pool', { attribute, operator: 'equals', value: 'Enabled' }, page)
        await storage.users.list('pool', { attribute, operator: 'prefix', value: 'En' }, page)
      }
      await storage.users.list('pool', undefined, page)
      await storage.users.count('pool')
      await storage.users.findByAlias('pool', [{ namespace: 'username', key: 'ada' }])
      await storage.users.listAuthEvents('pool', 'sub', page)
      await storage.groups.listMembers('pool', 'group', page)
      await storage.groups.listOfUser('pool', 'sub', page)
      await storage.factors.listDevices('pool', 'sub', page)
      await storage.passkeys.list('pool', 'sub', page)
      await storage.installation.claimMessages(10, 30, noon)
      await storage.threatProtection.findSettings('pool')
      await storage.logRecords.claim(10, 30, noon)
      await storage.deleteExpired(noon)
      await storage.gatewaySessions.deleteExpired(noon)
    })
    const slow = plans.filter(
      ({ sql, plan }) => /SCAN|TEMP B-TREE/.test(plan) && !mayBeSorted.test(sql) && !mayBeScanned.test(plan),
    )
    assert.deepEqual(slow, [])
    const listed = plans.filter(({ sql }) => /from "users" where .* limit/.test(sql)).map(({ plan }) => plan)
    assert.ok(listed.length > filtered.length)
    for (const plan of listed) assert.match(plan, /[>]\?|>\(\?,\?\)|sub=\?/, plan)
    await storage[Symbol.asyncDispose]()
  })
})

interface Plan {
  readonly sql: string
  readonly plan: string
}

/** How SQLite would run each statement that `action` has it prepare. */
async function plansOf(action: () => Promise<void>): Promise<readonly Plan[]> {
  const plans: Plan[] = []
  const { prepare } = DatabaseSync.prototype
  DatabaseSync.prototype.prepare = function (sql, ...rest) {
    if (/^(select|update|delete)/.test(sql)) {
      const steps = prepare.call(this, `explain query plan ${sql}`).all()
      plans.push({ sql, plan: steps.map(({ detail }) => String(detail)).join(' | ') })
    }
    return prepare.call(this, sql, ...rest)
  }
  try {
    await action()
  } finally {
    DatabaseSync.prototype.prepare = prepare
  }
  return plans
}
