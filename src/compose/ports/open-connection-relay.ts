import { openWorkerRelay } from '../../adapters/relay/worker-relay.ts'
import type { NodeSettings } from '../../config/settings/node-settings.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConnectionRelay } from '../../ports/connection-relay.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import type { Storage } from '../../ports/storage/storage.ts'

export interface ConnectionRelayOptions {
  readonly storage: Pick<Storage, 'commit' | 'nodes'> | undefined
  /** What all nodes have and nobody else. */
  readonly secret: (() => Promise<Uint8Array>) | undefined
  readonly clock: Clock
  readonly random: Random
  readonly log: Pick<Log, 'warn'>
  readonly opened: AsyncDisposableStack
}

/** To connections of other nodes where this one has an address for them, else to those of other workers. */
export async function openConnectionRelay(
  { nodeAddress, nodeListenAddress }: NodeSettings,
  { opened, secret, storage, ...options }: ConnectionRelayOptions,
): Promise<ConnectionRelay | undefined> {
  if (nodeAddress === undefined || storage === undefined || secret === undefined) return openWorkerRelay()
  const { openNodeRelay } = await import('../../adapters/relay/nodes/node-relay.ts')
  const addresses = { address: nodeAddress, listenAddress: nodeListenAddress }
  return opened.use(await openNodeRelay({ ...options, ...addresses, storage, secret: await secret() }))
}
