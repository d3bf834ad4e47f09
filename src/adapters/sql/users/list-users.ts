import type { SelectQueryBuilder } from 'kysely'
import type { User } from '../../../domain/users/user.ts'
import type { Page, PageRequest } from '../../../ports/storage/page.ts'
import type { UserFilter } from '../../../ports/storage/users.ts'
import type { SqlConnection } from '../engine.ts'
import { endOfPrefix, foldedKey } from '../lookup-key.ts'
import { emptyPage, pageOf, positionAfter } from '../paging.ts'
import type { Schema } from '../schema.ts'
import type { UsersTable } from './tables.ts'
import type { Sealer } from '../sealed.ts'
import { fromUserRow } from './rows.ts'

type UsersQuery = SelectQueryBuilder<Schema, 'users', UsersTable>
type SearchColumn =
  | 'sub'
  | 'username'
  | 'status'
  | 'email_key'
  | 'phone_number_key'
  | 'name_key'
  | 'given_name_key'
  | 'family_name_key'
  | 'preferred_username_key'

export interface UserListing {
  readonly poolId: string
  readonly filter: UserFilter | undefined
  readonly page: PageRequest
}

/**
 * Users in the order of the column that is searched, else by age: every listing follows an index from the place where
 * the last page ended, however many users there are.
 */
export async function listUsers(
  on: SqlConnection,
  sealer: Sealer,
  { poolId, filter, page }: UserListing,
): Promise<Page<User>> {
  if (filter?.value.includes('\0')) return emptyPage()
  const query = on.db
    .selectFrom('users')
    .selectAll()
    .where('pool_id', '=', poolId)
    .limit(page.limit + 1)
  const item = (row: UsersTable): User => fromUserRow(sealer, row)
  const search = filter && searchOf(filter)
  if (search?.operator === 'equals') return listEqual(query, search, { page, item })
  if (search?.operator === 'prefix') return listBeginning(query, search, { page, item })

  const narrowed = filter === undefined ? query : withEnabled(query, filter)
  const position = positionAfter(page, { createdAt: -1, sub: '' })
  if (position === undefined || narrowed === undefined) return emptyPage()
  const rows = await narrowed
    .where((eb) => eb(eb.refTuple('created_at', 'sub'), '>', eb.tuple(position.createdAt, position.sub)))
    .orderBy('created_at')
    .orderBy('sub')
    .execute()
  return pageOf(rows, page, { item, position: (row) => [row.created_at, row.sub] })
}

async function listEqual(query: UsersQuery, { column, value }: Search, { page, item }: Shown): Promise<Page<User>> {
  const position = positionAfter(page, { sub: '' })
  if (position === undefined) return emptyPage()
  const rows = await query.where(column, '=', value).where('sub', '>', position.sub).orderBy('sub').execute()
  return pageOf(rows, page, { item, position: (row) => [row.sub] })
}

/** The place and the end of the prefix bound one range of the index; `column >= prefix` beside them would undo that. */
async function listBeginning(query: UsersQuery, { column, value }: Search, { page, item }: Shown): Promise<Page<User>> {
  const position = positionAfter(page, { value, sub: '' })
  if (position === undefined || !position.value.startsWith(value)) return emptyPage()
  const end = endOfPrefix(value)
  const rows = await query
    .where((eb) => eb(eb.refTuple(column, 'sub'), '>', eb.tuple(position.value, position.sub)))
    .$if(end !== undefined, (bounded) => bounded.where(column, '<', end ?? ''))
    .orderBy(column)
    .orderBy('sub')
    .execute()
  return pageOf(rows, page, { item, position: (row) => [row[column] ?? '', row.sub] })
}

interface Shown {
  readonly page: PageRequest
  readonly item: (row: UsersTable) => User
}

interface Search {
  readonly column: SearchColumn
  readonly operator: UserFilter['operator']
  readonly value: string
}

/** Undefined for `status`, which has two values and no column of text. */
function searchOf({ attribute, operator, value }: UserFilter): Search | undefined {
  switch (attribute) {
    case 'username':
      return { column: 'username', operator, value }
    case 'sub':
      return { column: 'sub', operator, value: value.toLowerCase() }
    case 'cognito:user_status':
      return { column: 'status', operator, value: value.toUpperCase() }
    case 'status':
      return undefined
    case 'email':
    case 'phone_number':
    case 'name':
    case 'given_name':
    case 'family_name':
    case 'preferred_username':
      return { column: `${attribute}_key`, operator, value: foldedKey(value) }
  }
}

/** Undefined where neither Enabled nor Disabled matches. */
function withEnabled(query: UsersQuery, { operator, value }: UserFilter): UsersQuery | undefined {
  const matches = (word: string): boolean => (operator === 'equals' ? word === value : word.startsWith(value))
  const [enabled, disabled] = [matches('Enabled'), matches('Disabled')]
  if (!enabled && !disabled) return undefined
  if (enabled && disabled) return query
  return query.where('enabled', '=', enabled ? 1 : 0)
}
