import type { Refuse } from '../../contract/refusal.ts'
import type { Terms } from '../../domain/branding/terms.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

/** The terms that an operation names beside their pool. */
export async function requireTerms(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  { UserPoolId, TermsId }: { readonly UserPoolId: string; readonly TermsId: string },
): Promise<Terms> {
  const pool = await requireUserPool(ports, refuse, UserPoolId)
  const terms = await ports.storage.terms.find(pool.id, TermsId)
  if (!terms) throw refuse('ResourceNotFoundException', `Terms ${TermsId} does not exist.`)
  return terms
}
