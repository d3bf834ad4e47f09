import { customScope } from '../../domain/app-clients/oauth-scopes.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Messages } from '../../messages/en.ts'
import type { Ports } from '../../ports/ports.ts'

/** What each scope lets a client do: in our words, or in those of the resource server that it belongs to. */
export function scopeTexts(
  ports: Pick<Ports, 'storage'>,
  {
    pool,
    messages,
    scopes,
  }: { readonly pool: UserPool; readonly messages: Messages; readonly scopes: readonly string[] },
): Promise<readonly string[]> {
  const own: Readonly<Record<string, string>> = messages.consent.scopes
  return Promise.all(
    scopes.map(async (scope) => {
      const custom = customScope(scope)
      if (custom === undefined) return own[scope] ?? scope
      const server = await ports.storage.userPools.findResourceServer(pool.id, custom.identifier)
      return server?.scopes.find(({ name }) => name === custom.name)?.description ?? scope
    }),
  )
}
