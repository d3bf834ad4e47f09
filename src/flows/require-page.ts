import type { Refuse } from '../contract/refusal.ts'
import { paginationCursor } from '../domain/pagination-token.ts'
import type { PageRequest } from '../ports/storage/page.ts'

/** The page that a listing asks for; `scope` names operation and pool, so that tokens cannot be carried elsewhere. */
export function requirePage(
  refuse: Refuse<'InvalidParameterException'>,
  scope: string,
  { limit, token }: { readonly limit: number; readonly token: string | undefined },
): PageRequest {
  if (token === undefined) return { limit, after: undefined }
  const after = paginationCursor(scope, token)
  if (after === undefined) throw refuse('InvalidParameterException', 'Invalid pagination token.')
  return { limit, after }
}
