import { sql } from 'kysely'
import type { Quota, QuotaWrite } from '../../../ports/storage/quotas.ts'
import { guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders, type StatementResult } from '../statement.ts'

/** Looks for the row that would be the last one allowed. Whoever could add another meanwhile is held up first. */
export async function applyQuotaWrite(on: SqlConnection, { quota, limit }: QuotaWrite): Promise<Applied> {
  if (limit <= 0) return guarded(false, 'under-limit')
  if (on.engine.hasConcurrentWriters) await hold(on, quota)
  const { rows } = await findLastAllowed(on, quota, limit - 1)
  return guarded(rows.length === 0, 'under-limit')
}

async function hold(on: SqlConnection, quota: Quota): Promise<void> {
  switch (quota.kind) {
    case 'user-pools':
      await holdPools(on, {})
      return
    case 'app-clients':
    case 'branding-styles':
    case 'groups':
    case 'identity-providers':
    case 'import-jobs':
    case 'resource-servers':
      await holdPool(on, { poolId: quota.poolId })
      return
    case 'memberships':
    case 'passkeys':
      await holdUser(on, { poolId: quota.poolId, sub: quota.sub })
  }
}

function findLastAllowed(on: SqlConnection, quota: Quota, before: number): Promise<StatementResult<object>> {
  switch (quota.kind) {
    case 'user-pools':
      return lastPool(on, { before })
    case 'app-clients':
      return lastClient(on, { poolId: quota.poolId, before })
    case 'branding-styles':
      return lastBranding(on, { poolId: quota.poolId, before })
    case 'groups':
      return lastGroup(on, { poolId: quota.poolId, before })
    case 'identity-providers':
      return lastIdentityProvider(on, { poolId: quota.poolId, before })
    case 'resource-servers':
      return lastResourceServer(on, { poolId: quota.poolId, before })
    case 'import-jobs':
      return lastImportJob(on, { poolId: quota.poolId, before })
    case 'memberships':
      return lastMembership(on, { poolId: quota.poolId, sub: quota.sub, besides: quota.besides, before })
    case 'passkeys':
      return lastPasskey(on, { poolId: quota.poolId, sub: quota.sub, before })
  }
}

/** Rows that refer to a pool are still written meanwhile: only pools are not. */
const holdPools = statement((db, _value: Placeholders<object>) => {
  const query = sql`lock table user_pools in share row exclusive mode`
  return { compile: () => query.compile(db) }
})

const holdPool = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.selectFrom('user_pools').select('id').where('id', '=', value('poolId')).forNoKeyUpdate(),
)

const holdUser = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db
    .selectFrom('users')
    .select('sub')
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .forNoKeyUpdate(),
)

const lastPool = statement((db, value: Placeholders<{ before: number }>) =>
  db.selectFrom('user_pools').select('id').where('is_removed', 'is', null).limit(1).offset(value('before')),
)

interface InPool {
  readonly poolId: string
  readonly before: number
}

const lastClient = statement((db, value: Placeholders<InPool>) =>
  db
    .selectFrom('app_clients')
    .select('client_id')
    .where('pool_id', '=', value('poolId'))
    .limit(1)
    .offset(value('before')),
)

const lastBranding = statement((db, value: Placeholders<InPool>) =>
  db
    .selectFrom('managed_login_brandings')
    .select('id')
    .where('pool_id', '=', value('poolId'))
    .limit(1)
    .offset(value('before')),
)

const lastGroup = statement((db, value: Placeholders<InPool>) =>
  db.selectFrom('groups').select('name').where('pool_id', '=', value('poolId')).limit(1).offset(value('before')),
)

const lastIdentityProvider = statement((db, value: Placeholders<InPool>) =>
  db
    .selectFrom('identity_providers')
    .select('name')
    .where('pool_id', '=', value('poolId'))
    .limit(1)
    .offset(value('before')),
)

const lastResourceServer = statement((db, value: Placeholders<InPool>) =>
  db
    .selectFrom('resource_servers')
    .select('identifier')
    .where('pool_id', '=', value('poolId'))
    .limit(1)
    .offset(value('before')),
)

const lastImportJob = statement((db, value: Placeholders<InPool>) =>
  db
    .selectFrom('user_import_jobs')
    .select('id')
    .where('pool_id', '=', value('poolId'))
    .limit(1)
    .offset(value('before')),
)

const lastMembership = statement(
  (db, value: Placeholders<InPool & { readonly sub: string; readonly besides: string }>) =>
    db
      .selectFrom('group_members')
      .select('group_name')
      .where('pool_id', '=', value('poolId'))
      .where('sub', '=', value('sub'))
      .where('group_name', '!=', value('besides'))
      .limit(1)
      .offset(value('before')),
)

const lastPasskey = statement((db, value: Placeholders<InPool & { readonly sub: string }>) =>
  db
    .selectFrom('passkeys')
    .select('credential_key')
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .limit(1)
    .offset(value('before')),
)
