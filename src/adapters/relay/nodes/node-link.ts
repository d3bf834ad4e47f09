import type { TLSSocket } from 'node:tls'
import type { ConnectionRelay } from '../../../ports/connection-relay.ts'
import type { NodeAddress } from '../../../ports/storage/nodes.ts'
import { createRelay } from '../relay.ts'
import { linkIdentity, linkSecurity } from './link-security.ts'
import { messageLines } from './message-lines.ts'

/** An open way to another node, for calls of this one. */
export interface NodeLink {
  readonly ask: ConnectionRelay['ask']
  readonly end: () => void
  readonly onEnd: (listener: () => void) => void
}

export interface LinkOptions {
  readonly key: Uint8Array
  /** Of this node, which answers come back to. */
  readonly place: number
  readonly openMilliseconds: number
  readonly answerMilliseconds: number
  readonly idleMilliseconds: number
}

/** Opens a link, or rejects: nobody is there, or somebody without the key. */
export async function openNodeLink(
  { host, port }: NodeAddress,
  { answerMilliseconds, idleMilliseconds, key, openMilliseconds, place }: LinkOptions,
): Promise<NodeLink> {
  const { connect } = await import('node:tls')
  const socket = connect({
    ...linkSecurity,
    host,
    port,
    pskCallback: () => ({ psk: key, identity: linkIdentity }),
    // With the key there are no certificates; whoever shows one, even a good one, does not have it.
    checkServerIdentity: () => new Error('a node has the key of its installation, and no certificate'),
  })
  await opened(socket, openMilliseconds)
  socket.setKeepAlive(true, 10_000).setNoDelay(true)
  socket.setTimeout(idleMilliseconds, () => socket.destroy())
  // How many wait is bounded for all links together.
  const limits = { waiting: Infinity, milliseconds: answerMilliseconds }
  const { ask } = createRelay(place, messageLines(socket), limits)
  return { ask, end: () => void socket.destroy(), onEnd: (listener) => void socket.on('close', listener) }
}

function opened(socket: TLSSocket, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error('took too long')), milliseconds)
    socket.on('error', reject)
    socket.once('close', () => {
      clearTimeout(timer)
      reject(new Error('closed'))
    })
    socket.once('secureConnect', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
