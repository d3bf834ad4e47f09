import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { customScope, registrationScope } from '../../domain/app-clients/oauth-scopes.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { keepExistingScopes } from '../app-clients/existing-scopes.ts'

export type MachineScopes =
  | { readonly kind: 'granted'; readonly scopes: readonly string[] }
  | { readonly kind: 'refused'; readonly scope: string | undefined }

/**
 * What a client gets that asks in its own name: of the scopes of resource servers, which are the only ones for it, those
 * asked for, or all that are its own. It is refused one that it lacks, and to be given none.
 */
export async function grantMachineScopes(
  ports: Pick<Ports, 'storage'>,
  { pool, client }: { readonly pool: UserPool; readonly client: AppClient },
  requested: readonly string[] | undefined,
): Promise<MachineScopes> {
  const allowed = (client.configuration.AllowedOAuthScopes ?? []).filter(isForMachines)
  const asked = requested ?? allowed
  const foreign = asked.find((scope) => !allowed.includes(scope))
  if (foreign !== undefined) return { kind: 'refused', scope: foreign }
  const scopes = await keepExistingScopes(ports, pool, asked)
  return scopes.length === 0 ? { kind: 'refused', scope: asked[0] } : { kind: 'granted', scopes }
}

/** Cognito: of its own scopes none says anything of a client, but the one for registering others. */
function isForMachines(scope: string): boolean {
  return customScope(scope) !== undefined || scope === registrationScope
}
