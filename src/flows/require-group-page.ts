import type { Refuse } from '../contract/refusal.ts'
import type { PageRequest } from '../ports/storage/page.ts'
import { requirePage } from './require-page.ts'

/** The page that a listing of groups, or of a group, asks for. Cognito: unlike ListUsers, these refuse a Limit of 0. */
export function requireGroupPage(
  refuse: Refuse<'InvalidParameterException'>,
  scope: string,
  {
    Limit: limit = 60,
    NextToken: token,
  }: { readonly Limit?: number | undefined; readonly NextToken?: string | undefined },
): PageRequest {
  if (limit === 0) {
    throw refuse(
      'InvalidParameterException',
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    )
  }
  return requirePage(refuse, scope, { limit, token })
}
