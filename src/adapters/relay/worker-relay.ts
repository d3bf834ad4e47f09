import cluster from 'node:cluster'
import type { ConnectionRelay } from '../../ports/connection-relay.ts'
import { createRelay } from './relay.ts'

/** Undefined in a process that is no worker: it holds all connections itself. */
export function openWorkerRelay(): ConnectionRelay | undefined {
  const { worker } = cluster
  if (worker === undefined) return undefined
  return createRelay(worker.id, {
    send: (message) => void process.send?.(message, undefined, {}, () => {}),
    onMessage: (listener) => void process.on('message', listener),
  })
}
