import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { WebSocket, WebSocketServer } from 'ws'
import type { WebSocketLimits } from './limits.ts'

export interface Arrival {
  readonly message: IncomingMessage
  readonly socket: Socket
  /** What the client sent behind the handshake. */
  readonly head: Buffer
}

/** Ends the handshake with 101. The protocol is one that the client offered, or none. */
export type AcceptWebSocket = (arrival: Arrival, protocol: string | undefined) => Promise<WebSocket>

/** `ws` is loaded when the first client comes. Without extensions: a compressed message could be a bomb. */
export function createAcceptWebSocket(limits: WebSocketLimits): AcceptWebSocket {
  const chosen = new WeakMap<IncomingMessage, string>()
  let loading: Promise<WebSocketServer> | undefined
  return async ({ head, message, socket }, protocol) => {
    const server = await (loading ??= load())
    if (protocol !== undefined) chosen.set(message, protocol)
    return new Promise((resolve, reject) => {
      socket.once('close', () => reject(new Error('the client went away')))
      server.handleUpgrade(message, socket, head, resolve)
    })
  }

  async function load(): Promise<WebSocketServer> {
    const ws = await import('ws')
    return new ws.WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: limits.messageBytes,
      maxFragments: limits.frames,
      handleProtocols: (_, message) => chosen.get(message) ?? false,
    })
  }
}
