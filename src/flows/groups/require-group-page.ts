import type { Refuse } from '../../contract/refusal.ts'
import type { PageRequest } from '../../ports/storage/page.ts'
import { requirePage } from '../require-page.ts'

const mostItems = 60

/** The page that a listing of groups, or of a group, asks for. */
export function requireGroupPage(
  refuse: Refuse<'InvalidParameterException'>,
  scope: string,
  { Limit, NextToken: token }: { readonly Limit?: number | undefined; readonly NextToken?: string | undefined },
): PageRequest {
  return requirePage(refuse, scope, { limit: Limit ?? mostItems, token })
}
