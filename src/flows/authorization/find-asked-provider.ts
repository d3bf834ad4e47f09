import type { Ports } from '../../ports/ports.ts'
import { findParameter, type AuthorizationDraft } from './authorization-draft.ts'

/** The provider that a request names, by its name or by one of its identifiers. */
export async function findAskedProvider(
  ports: Pick<Ports, 'storage'>,
  draft: AuthorizationDraft,
): Promise<AuthorizationDraft['asked']> {
  const name = findParameter(draft, 'identity_provider')
  const identifier = findParameter(draft, 'idp_identifier')
  if (name !== undefined) return { name }
  if (identifier === undefined) return undefined
  const found = await ports.storage.identityProviders.findByIdentifier(draft.domain.pool.id, identifier)
  return { name: found?.name }
}
