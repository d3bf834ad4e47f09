import { createHmac } from 'node:crypto'
import type { MakeApiKeyValue } from '../../gateway/loading/rest/usage-plans.ts'
import type { Sealing } from '../../ports/sealing.ts'

const LENGTH = 40

/** Values of API keys that a template leaves to the gateway: of this installation only, and the same at every start. */
export function apiKeyValues(sealing: Pick<Sealing, 'keyFor'>): MakeApiKeyValue {
  const key = sealing.keyFor('api-key-values')
  return (keyId) =>
    createHmac('sha256', key).update(keyId).digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, LENGTH)
}
