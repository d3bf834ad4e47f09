import type { UserOfPool } from '../../flows/users/require-user.ts'
import type { AccountRequest } from './account-page.ts'

/** Whose page it is, for the flows that tell them of a change in the language that they read here. */
export function pageOwner({
  request,
  session,
}: AccountRequest): UserOfPool & { readonly language: string | undefined } {
  return { pool: request.domain.pool, user: session.user, language: request.facts.language }
}
