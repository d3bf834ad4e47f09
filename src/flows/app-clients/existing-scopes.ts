import { customScope } from '../../domain/app-clients/oauth-scopes.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

/** These scopes once each, without the custom ones that no resource server has any more. */
export async function keepExistingScopes(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  scopes: readonly string[],
): Promise<readonly string[]> {
  const distinct = [...new Set(scopes)]
  const existing = await Promise.all(distinct.map((scope) => isExisting(ports, pool, scope)))
  return distinct.filter((_scope, position) => existing[position])
}

async function isExisting(ports: Pick<Ports, 'storage'>, pool: UserPool, scope: string): Promise<boolean> {
  const custom = customScope(scope)
  if (custom === undefined) return true
  const server = await ports.storage.userPools.findResourceServer(pool.id, custom.identifier)
  return server?.scopes.some(({ name }) => name === custom.name) ?? false
}
