import { paginationToken } from '../../domain/pagination-token.ts'
import { describeTerms } from '../../domain/branding/terms-rendering.ts'
import { requirePage } from '../../flows/require-page.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ListTerms = operation('ListTerms', async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
  const pool = await requireUserPool(ports, refuse, input.UserPoolId)
  const scope = `ListTerms ${pool.id}`
  const page = requirePage(refuse, scope, { limit: input.MaxResults ?? 60, token: input.NextToken })
  const { items, next } = await ports.storage.terms.list(pool.id, page)
  return { Terms: items.map(describeTerms), NextToken: paginationToken(scope, next) }
})
