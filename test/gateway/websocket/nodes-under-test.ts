import type { createServer as createTcpServer } from 'node:net'
import { openNodeRelay, type NodeRelay, type NodeRelayOptions } from '../../../src/adapters/relay/nodes/node-relay.ts'
import { systemRandom } from '../../../src/adapters/system/random.ts'
import type { ConnectionCall } from '../../../src/ports/connection-relay.ts'
import type { NodeRecord } from '../../../src/ports/storage/nodes.ts'
import type { CommitResult, Write } from '../../../src/ports/storage/storage.ts'

export const secret = new Uint8Array(32).fill(7)
export const anyPort = { host: '127.0.0.1', port: 0 }
export const now = new Date('2026-11-20T12:00:00Z')
export const later = new Date(now.getTime() + 60_000)
export const call: ConnectionCall = { apiId: 'a', stageName: 'b', connectionId: 'c', request: { kind: 'describe' } }

export function send(data: string | Uint8Array): ConnectionCall {
  return { ...call, request: { kind: 'send', data } }
}

/** What nodes know of each other, and nothing else. */
export function memory() {
  const nodes = new Map<number, NodeRecord>()
  const writes: Write[] = []
  return {
    nodes,
    writes,
    storage: {
      nodes: { find: async (place: number) => nodes.get(place) },
      async commit(all: readonly Write[]): Promise<CommitResult> {
        for (const write of all) {
          writes.push(write)
          if (write.write === 'announceNode') nodes.set(write.node.place, write.node)
          if (write.write === 'withdrawNode') nodes.delete(write.place)
        }
        return { committed: true }
      },
    },
  }
}

export type Memory = ReturnType<typeof memory>

/** Nobody who is there is given up on, however busy this machine is. */
const patient = {
  waiting: 200,
  milliseconds: 20_000,
  openMilliseconds: 10_000,
  answerMilliseconds: 10_000,
  idleMilliseconds: 20_000,
  retryMilliseconds: 20,
}

/** For those who are not there. */
export const hasty = { limits: { ...patient, milliseconds: 500, openMilliseconds: 200, answerMilliseconds: 300 } }

export async function join({ storage }: Memory, options: Partial<NodeRelayOptions> = {}) {
  const said: unknown[] = []
  const relay = await openNodeRelay({
    storage,
    address: anyPort,
    secret,
    clock: { now: () => now },
    random: systemRandom,
    log: { warn: (fields) => void said.push(fields) },
    limits: patient,
    ...options,
  })
  return { relay, said, [Symbol.asyncDispose]: () => relay[Symbol.asyncDispose]() }
}

export function portOf({ nodes }: Memory, { place }: NodeRelay): number {
  return nodes.get(place)?.port ?? 0
}

/** Something that is no node, where one is said to be. */
export async function impostor(store: Memory, place: number, server: ReturnType<typeof createTcpServer>) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  store.nodes.set(place, { place, host: '127.0.0.1', port, expiresAt: later })
  return { [Symbol.dispose]: () => void server.close() }
}
