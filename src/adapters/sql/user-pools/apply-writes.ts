import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insert, insertIfFree } from '../rows.ts'
import { gone } from '../revocations/record-revocations.ts'
import type { UserPoolRow } from './tables.ts'
import { statement, type Placeholders } from '../statement.ts'
import type { SqlUserPoolWrite } from './prepare-writes.ts'

export async function applyUserPoolWrite(on: SqlConnection, write: SqlUserPoolWrite): Promise<Applied> {
  switch (write.write) {
    case 'createUserPool':
      await insert(on, 'user_pools', write.row)
      return done
    case 'updateUserPool': {
      const { affected } = await replaceVersion(on, write.row)
      return guarded(affected === 1, 'user-pool-version')
    }
    case 'deleteUserPool':
      return deleteUserPool(on, write.poolId)
    case 'createSigningKey':
      await insert(on, 'signing_keys', write.row)
      return done
    case 'retireSigningKey':
      await retireKey(on, { poolId: write.poolId, kid: write.kid, at: write.at.getTime() })
      return done
    case 'createSigningCertificate':
      return guarded(await insertIfFree(on, 'signing_certificates', write.row), 'signing-certificate-free')
    case 'createDomain':
      return guarded(await insertIfFree(on, 'user_pool_domains', write.row), 'domain-free')
    case 'updateDomain':
      await updateDomain(on, write.row)
      return done
    case 'deleteDomain':
      await deleteDomain(on, { poolId: write.poolId, domain: write.domain })
      return done
    case 'createResourceServer':
      return guarded(await insertIfFree(on, 'resource_servers', write.row), 'resource-server-free')
    case 'updateResourceServer': {
      const { affected } = await updateResourceServer(on, write.row)
      return guarded(affected === 1, 'resource-server-exists')
    }
    case 'deleteResourceServer':
      await deleteResourceServer(on, { poolId: write.poolId, identifier: write.identifier })
      return done
  }
}

/**
 * The pool is locked first: a domain that is being made refers to it and so has to wait, or to be seen. What is found
 * without its pool goes at once, the rest in steps (`purge-removed-pools.ts`): a long transaction would stop everybody.
 */
async function deleteUserPool(on: SqlConnection, poolId: string): Promise<Applied> {
  const { rows: pools } = await lockPool(on, { poolId })
  if (pools.length === 0) return { failed: 'user-pool-exists' }
  const { rows: domains } = await anyDomain(on, { poolId })
  if (domains.length > 0) return { failed: 'user-pool-has-no-domain' }
  await markRemoved(on, { poolId })
  await deleteClients(on, { poolId })
  await deleteKeys(on, { poolId })
  await deleteMessages(on, { poolId })
  return { ended: gone('pool', poolId) }
}

const replaceVersion = statement((db, value: Placeholders<UserPoolRow>) =>
  db
    .updateTable('user_pools')
    .set({
      name: value('name'),
      settings: value('settings'),
      updated_at: value('updated_at'),
      version: value('version'),
    })
    .where('id', '=', value('id'))
    .where('is_removed', 'is', null)
    .where((eb) => eb(eb('version', '+', 1), '=', value('version'))),
)

const lockPool = statement((db, value: Placeholders<{ poolId: string }>, { hasConcurrentWriters }) =>
  db
    .selectFrom('user_pools')
    .select('id')
    .where('id', '=', value('poolId'))
    .where('is_removed', 'is', null)
    .$if(hasConcurrentWriters, (query) => query.forUpdate()),
)

const anyDomain = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.selectFrom('user_pool_domains').select('domain').where('pool_id', '=', value('poolId')).limit(1),
)

const markRemoved = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.updateTable('user_pools').set({ is_removed: 1 }).where('id', '=', value('poolId')),
)

const deleteClients = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.deleteFrom('app_clients').where('pool_id', '=', value('poolId')),
)

const deleteKeys = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.deleteFrom('signing_keys').where('pool_id', '=', value('poolId')),
)

const deleteMessages = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.deleteFrom('messages').where('pool_id', '=', value('poolId')),
)

const retireKey = statement((db, value: Placeholders<{ poolId: string; kid: string; at: number }>) =>
  db
    .updateTable('signing_keys')
    .set({ retired_at: value('at') })
    .where('pool_id', '=', value('poolId'))
    .where('kid', '=', value('kid')),
)

const updateDomain = statement((db, value: Placeholders<{ domain: string; pool_id: string; settings: string }>) =>
  db
    .updateTable('user_pool_domains')
    .set({ settings: value('settings') })
    .where('domain', '=', value('domain'))
    .where('pool_id', '=', value('pool_id')),
)

const deleteDomain = statement((db, value: Placeholders<{ poolId: string; domain: string }>) =>
  db.deleteFrom('user_pool_domains').where('domain', '=', value('domain')).where('pool_id', '=', value('poolId')),
)

const updateResourceServer = statement(
  (db, value: Placeholders<{ pool_id: string; identifier: string; settings: string }>) =>
    db
      .updateTable('resource_servers')
      .set({ settings: value('settings') })
      .where('pool_id', '=', value('pool_id'))
      .where('identifier', '=', value('identifier')),
)

const deleteResourceServer = statement((db, value: Placeholders<{ poolId: string; identifier: string }>) =>
  db
    .deleteFrom('resource_servers')
    .where('pool_id', '=', value('poolId'))
    .where('identifier', '=', value('identifier')),
)
