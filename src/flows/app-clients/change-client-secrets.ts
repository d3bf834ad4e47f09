import type { Refuse } from '../../contract/refusal.ts'
import type { AppClient, ClientSecret } from '../../domain/app-clients/app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { requireOwnAppClient } from './require-own-app-client.ts'

const mostTries = 10

/**
 * Replaces a client's secrets. Of two changes at once the later one decides again on what the other left, so that what
 * `change` makes sure of holds at the commit.
 */
export async function changeClientSecrets(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException' | 'TooManyRequestsException'>,
  { UserPoolId, ClientId }: { readonly UserPoolId: string; readonly ClientId: string },
  change: (client: AppClient) => readonly ClientSecret[],
): Promise<AppClient> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const { client } = await requireOwnAppClient(ports, refuse, UserPoolId, ClientId)
    const changed = { ...client, secrets: change(client), version: client.version + 1 }
    const result = await ports.storage.commit([{ write: 'updateAppClient', client: changed }])
    if (result.committed) return changed
  }
  throw refuse('TooManyRequestsException', 'Too many requests')
}
