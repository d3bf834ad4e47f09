import type { GroupWrite } from '../../../ports/storage/groups.ts'
import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import type { SqlGroupWrite } from './prepare-writes.ts'

export async function applyGroupWrite(on: SqlConnection, write: SqlGroupWrite): Promise<Applied> {
  switch (write.write) {
    case 'createGroup':
      return guarded(await insertIfFree(on, 'groups', write.row), 'group-free')
    case 'updateGroup': {
      const { affected } = await updateGroup(on, write.row)
      return guarded(affected === 1, 'group-exists')
    }
    case 'deleteGroup': {
      const { affected } = await deleteGroup(on, { poolId: write.poolId, name: write.name })
      return guarded(affected === 1, 'group-exists')
    }
    case 'addUserToGroup':
      return addUser(on, write)
    case 'removeUserFromGroup':
      await removeUser(on, { poolId: write.poolId, name: write.name, sub: write.sub })
      return done
  }
}

/** The group stays as it is until the commit; a missing user fails the foreign key. */
async function addUser(
  on: SqlConnection,
  { poolId, name, sub, at }: Extract<GroupWrite, { readonly write: 'addUserToGroup' }>,
): Promise<Applied> {
  const { rows } = await holdGroup(on, { poolId, name })
  if (rows.length === 0) return { failed: 'group-exists' }
  await insertIfFree(on, 'group_members', { pool_id: poolId, group_name: name, sub, added_at: at.getTime() })
  return done
}

const holdGroup = statement((db, value: Placeholders<{ poolId: string; name: string }>, { hasConcurrentWriters }) =>
  db
    .selectFrom('groups')
    .select('name')
    .where('pool_id', '=', value('poolId'))
    .where('name', '=', value('name'))
    .$if(hasConcurrentWriters, (query) => query.forKeyShare()),
)

const updateGroup = statement(
  (db, value: Placeholders<{ pool_id: string; name: string; settings: string; updated_at: number }>) =>
    db
      .updateTable('groups')
      .set({ settings: value('settings'), updated_at: value('updated_at') })
      .where('pool_id', '=', value('pool_id'))
      .where('name', '=', value('name')),
)

/** Memberships go too, by the foreign key. */
const deleteGroup = statement((db, value: Placeholders<{ poolId: string; name: string }>) =>
  db.deleteFrom('groups').where('pool_id', '=', value('poolId')).where('name', '=', value('name')),
)

const removeUser = statement((db, value: Placeholders<{ poolId: string; name: string; sub: string }>) =>
  db
    .deleteFrom('group_members')
    .where('pool_id', '=', value('poolId'))
    .where('group_name', '=', value('name'))
    .where('sub', '=', value('sub')),
)
