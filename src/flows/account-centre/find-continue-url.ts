import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { listAppClients } from '../app-clients/list-app-clients.ts'

/** Where a link back may lead, and whose it is. */
export interface ContinueUrl {
  readonly url: string
  readonly client: AppClient
}

/** The URL, if a client of the pool has registered it letter for letter to sign in or out with. */
export async function findContinueUrl(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  url: string | undefined,
): Promise<ContinueUrl | undefined> {
  if (url === undefined) return undefined
  for await (const client of listAppClients(ports, pool)) {
    const { CallbackURLs = [], LogoutURLs = [] } = client.configuration
    if ([...CallbackURLs, ...LogoutURLs].includes(url)) return { url, client }
  }
  return undefined
}
