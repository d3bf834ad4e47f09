import { findSchemaAttribute } from '../../domain/users/attribute-schema.ts'
import { paginationToken } from '../../domain/pagination-token.ts'
import { parseUserFilter } from '../../domain/users/user-filter.ts'
import { renderUser } from '../../domain/users/user-rendering.ts'
import { requirePage } from '../../flows/require-page.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

const mostUsers = 60

export const ListUsers = operation('ListUsers', async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
  const { AttributesToGet: only = [], Filter, PaginationToken: token } = input
  const pool = await requireUserPool(ports, refuse, input.UserPoolId)
  const parsed = parseUserFilter(Filter)
  if (parsed.kind === 'fault') throw refuse('InvalidParameterException', parsed.message)
  if (only.some((name) => !findSchemaAttribute(pool, name))) {
    throw refuse('InvalidParameterException', 'One or more requested attributes do not exist.')
  }
  // A token goes on with the listing that it came from, filter included. Cognito: a Limit of 0 is the default.
  const scope = `ListUsers ${pool.id} ${Filter ?? ''}`
  const page = requirePage(refuse, scope, { limit: input.Limit || mostUsers, token })
  const { items, next } = await ports.storage.users.list(pool.id, parsed.filter, page)
  return {
    Users: items.map((user) => renderUser(user, only.length > 0 ? only : undefined)),
    PaginationToken: paginationToken(scope, next),
  }
})
