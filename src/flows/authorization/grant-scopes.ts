import { scopesNeedingOpenId } from '../../domain/app-clients/oauth-scopes.ts'
import type { Ports } from '../../ports/ports.ts'
import { fault, findParameter, type AuthorizationDraft, type AuthorizationFault } from './authorization-draft.ts'
import { keepExistingScopes } from '../app-clients/existing-scopes.ts'

export interface GrantedScopes {
  readonly kind: 'granted'
  readonly scopes: readonly string[]
}

/**
 * The scopes that a request gets: those it names, all of which the client must have, or all of the client's where it
 * names none. Cognito: one whose resource server dropped it is left out without a word.
 */
export async function grantScopes(
  ports: Pick<Ports, 'storage'>,
  draft: AuthorizationDraft,
): Promise<GrantedScopes | AuthorizationFault> {
  const allowed = draft.client.configuration.AllowedOAuthScopes ?? []
  const named = findParameter(draft, 'scope')
    ?.split(' ')
    .filter((scope) => scope !== '')
  const asked = named ?? withoutOrphans(allowed)
  if (asked.some((scope) => !allowed.includes(scope))) return fault('invalid_scope', 'Invalid scope')
  if (withoutOrphans(asked).length < asked.length) return fault('invalid_scope', 'openid is required')
  const scopes = await keepExistingScopes(ports, draft.domain.pool, asked)
  return scopes.length > 0 ? { kind: 'granted', scopes } : fault('invalid_scope', 'Invalid scope')
}

/** `email`, `phone` and `profile` say something about an ID token, so they mean nothing without `openid`. */
function withoutOrphans(scopes: readonly string[]): readonly string[] {
  return scopes.includes('openid') ? scopes : scopes.filter((scope) => !scopesNeedingOpenId.includes(scope))
}
