import { renderAuthEvent } from '../../domain/risk/auth-event-rendering.ts'
import { paginationToken } from '../../domain/pagination-token.ts'
import { requirePage } from '../../flows/require-page.ts'
import { requireThreatProtection } from '../../flows/threat-protection/require-threat-protection.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

const mostResults = 60

export const AdminListUserAuthEvents = operation(
  'AdminListUserAuthEvents',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { pool, user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    requireThreatProtection(refuse, pool)
    const scope = `AdminListUserAuthEvents ${pool.id} ${user.sub}`
    const page = requirePage(refuse, scope, { limit: input.MaxResults || mostResults, token: input.NextToken })
    const { items, next } = await ports.storage.users.listAuthEvents(pool.id, user.sub, page)
    return { AuthEvents: items.map(renderAuthEvent), NextToken: paginationToken(scope, next) }
  },
)
