import cluster from 'node:cluster'
import { passOn } from '../../../src/adapters/relay/pass-on.ts'
import { openWorkerRelay } from '../../../src/adapters/relay/worker-relay.ts'

/** Two workers, of which the second asks the first, and then one that has never been. Tells its parent the answers. */
if (cluster.isPrimary) {
  const workers = [cluster.fork(), cluster.fork()]
  cluster.on('message', (worker, message: unknown) => {
    passOn(message, worker.id, (place) => cluster.workers?.[place])
    if (typeof message !== 'object' || message === null || !('answers' in message)) return
    process.send?.(message.answers)
    for (const each of workers) each.kill()
    process.disconnect?.()
  })
} else {
  const relay = openWorkerRelay()
  relay?.serve(({ request }) => ({ kind: request.kind === 'send' && request.data === 'hello' ? 'done' : 'gone' }))
  if (relay?.place === 2) {
    const call = { apiId: 'a', stageName: 's', connectionId: 'c', request: { kind: 'send', data: 'hello' } } as const
    const answers = [await relay.ask(1, call), await relay.ask(77, call)]
    process.send?.({ answers })
  }
}
