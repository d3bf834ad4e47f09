import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { checkClientSecret } from './check-client-secret.ts'

/** What a client said it is. */
export interface ClientCredentials {
  readonly clientId: string
  /** In each spelling that the bytes may be read as; none where the client presents none. */
  readonly secrets: readonly string[]
}

/**
 * The pool's client that these credentials prove: a confidential one by any of its (at most two) secrets, a public one
 * by presenting none. Undefined for all else, without saying why.
 */
export async function checkClientCredentials(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  { clientId, secrets }: ClientCredentials,
): Promise<AppClient | undefined> {
  const client = await ports.storage.appClients.find(clientId)
  if (client?.poolId !== pool.id) return undefined
  if (client.secrets.length === 0) return secrets.length === 0 ? client : undefined
  // Every spelling is compared, so that time does not tell which was nearly right.
  const right = secrets.filter((secret) => checkClientSecret(client, secret) === 'right')
  return right.length > 0 ? client : undefined
}
