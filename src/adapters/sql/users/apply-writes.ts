import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insert, insertIfFree, replace } from '../rows.ts'
import type { AuthEventRow, UserAliasRow, UserRow } from './tables.ts'
import { gone } from '../revocations/record-revocations.ts'
import { statement, type Placeholders } from '../statement.ts'
import { sessionsOfUser, signOutEverywhere } from './apply-sign-out.ts'
import { countUser } from './count-users.ts'
import type { SqlUserWrite } from './prepare-writes.ts'
import type { AliasEntry } from './rows.ts'

export async function applyUserWrite(on: SqlConnection, write: SqlUserWrite): Promise<Applied> {
  switch (write.write) {
    case 'createUser':
      await insert(on, 'users', write.row)
      await countUser(on, write.row.pool_id, write.row.sub, 1)
      return addAliases(on, write.aliases)
    case 'updateUser':
      return updateUser(on, write.row, write.aliases)
    case 'deleteUser':
      return deleteUser(on, write.poolId, write.sub)
    case 'signOutEverywhere':
      return { ended: await signOutEverywhere(on, write) }
    case 'recordAuthEvent':
      await replace(on, 'auth_events', write.row, ['pool_id', 'sub', 'id'])
      return done
    case 'recordFeedback': {
      const { affected } = await updateFeedback(on, write.row)
      return guarded(affected === 1, 'auth-event-exists')
    }
  }
}

async function updateUser(on: SqlConnection, row: UserRow, aliases: readonly AliasEntry[]): Promise<Applied> {
  const { affected } = await replaceVersion(on, row)
  if (affected === 0) return { failed: 'user-version' }
  // The update above holds the user's row, so nobody else changes this user's aliases meanwhile.
  const { rows: held } = await aliasesOfUser(on, { poolId: row.pool_id, sub: row.sub })
  for (const alias of held) {
    if (!aliases.some((entry) => isSame(entry.row, alias))) await deleteAlias(on, alias)
  }
  const added = await addAliases(
    on,
    aliases.filter((entry) => !held.some((alias) => isSame(entry.row, alias))),
  )
  const isDisabled = row.enabled === 0
  const ended = isDisabled ? await sessionsOfUser(on, { poolId: row.pool_id, sub: row.sub, at: row.updated_at }) : []
  return { ...added, ended }
}

async function deleteUser(on: SqlConnection, poolId: string, sub: string): Promise<Applied> {
  const { affected } = await deleteRecord(on, { poolId, sub })
  if (affected === 0) return { failed: 'user-exists' }
  await deleteCodes(on, { poolId, sub })
  await countUser(on, poolId, sub, -1)
  return { ended: gone('user', poolId, sub) }
}

async function addAliases(on: SqlConnection, aliases: readonly AliasEntry[]): Promise<Applied> {
  for (const { row, alias } of aliases) {
    if (!(await insertIfFree(on, 'user_aliases', row))) return { failed: 'alias-free', alias }
  }
  return done
}

function isSame(one: UserAliasRow, other: UserAliasRow): boolean {
  return one.namespace === other.namespace && one.key === other.key
}

const replaceVersion = statement((db, value: Placeholders<UserRow>) =>
  db
    .updateTable('users')
    .set({
      username: value('username'),
      status: value('status'),
      enabled: value('enabled'),
      email_key: value('email_key'),
      phone_number_key: value('phone_number_key'),
      name_key: value('name_key'),
      given_name_key: value('given_name_key'),
      family_name_key: value('family_name_key'),
      preferred_username_key: value('preferred_username_key'),
      profile: value('profile'),
      credentials: value('credentials'),
      updated_at: value('updated_at'),
      version: value('version'),
    })
    .where('pool_id', '=', value('pool_id'))
    .where('sub', '=', value('sub'))
    .where((eb) => eb(eb('version', '+', 1), '=', value('version'))),
)

const aliasesOfUser = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db.selectFrom('user_aliases').selectAll().where('pool_id', '=', value('poolId')).where('sub', '=', value('sub')),
)

const deleteAlias = statement((db, value: Placeholders<UserAliasRow>) =>
  db
    .deleteFrom('user_aliases')
    .where('pool_id', '=', value('pool_id'))
    .where('namespace', '=', value('namespace'))
    .where('key', '=', value('key'))
    .where('sub', '=', value('sub')),
)

const updateFeedback = statement((db, value: Placeholders<Omit<AuthEventRow, 'details' | 'created_at'>>) =>
  db
    .updateTable('auth_events')
    .set({ feedback: value('feedback') })
    .where('pool_id', '=', value('pool_id'))
    .where('sub', '=', value('sub'))
    .where('id', '=', value('id')),
)

/** What belongs to the user goes too, by the foreign keys. */
const deleteRecord = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db.deleteFrom('users').where('pool_id', '=', value('poolId')).where('sub', '=', value('sub')),
)

/** Codes also belong to sign-ins of nobody, so no foreign key ties them to users. */
const deleteCodes = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db.deleteFrom('verification_codes').where('pool_id', '=', value('poolId')).where('subject', '=', value('sub')),
)
