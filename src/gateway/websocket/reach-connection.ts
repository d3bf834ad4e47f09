import type { ConnectionAnswer, ConnectionCall, ConnectionRelay } from '../../ports/connection-relay.ts'
import type { LiveConnection } from './live-connection.ts'
import { placeOfConnection } from './new-id.ts'

export type ReachConnection = (call: ConnectionCall) => Promise<ConnectionAnswer>

/** Carries out what a backend asks of a connection: of this process, or of the one that its id names. */
export function reachConnection(
  connections: ReadonlyMap<string, LiveConnection>,
  relay: ConnectionRelay | undefined,
): ReachConnection {
  relay?.serve((call) => carryOut(connections, call))
  return async (call) => {
    const place = placeOfConnection(call.connectionId)
    if (relay === undefined || place === undefined || place === relay.place) return carryOut(connections, call)
    return relay.ask(place, call)
  }
}

function carryOut(connections: ReadonlyMap<string, LiveConnection>, call: ConnectionCall): ConnectionAnswer {
  const connection = connections.get(call.connectionId)
  if (connection === undefined) return { kind: 'gone' }
  const { apiId, connectedAt, sourceIp, stageName, userAgent } = connection.facts
  if (apiId !== call.apiId || stageName !== call.stageName) return { kind: 'gone' }
  const { request } = call
  switch (request.kind) {
    case 'describe': {
      const lastActiveAt = connection.lastActiveAt().toISOString()
      return { kind: 'described', connectedAt: connectedAt.toISOString(), lastActiveAt, sourceIp, userAgent }
    }
    case 'send':
      return { kind: connection.send(request.data) ? 'done' : 'full' }
    case 'close':
      connection.close(1000, '')
      return { kind: 'done' }
  }
}
