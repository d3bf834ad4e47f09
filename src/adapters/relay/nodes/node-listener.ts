import type { TLSSocket } from 'node:tls'
import type { NodeAddress } from '../../../ports/storage/nodes.ts'
import { linkIdentity, linkSecurity } from './link-security.ts'

export interface NodeListener extends AsyncDisposable {
  readonly port: number
}

const MOST_LINKS = 1000
const HANDSHAKE_MILLISECONDS = 5000

/** Listens for other nodes. Nobody gets in, and nothing is read, without the key. */
export async function listenForNodes(
  { host, port }: NodeAddress,
  key: Uint8Array,
  onLink: (socket: TLSSocket) => void,
): Promise<NodeListener> {
  const { createServer } = await import('node:tls')
  const links = new Set<TLSSocket>()
  const server = createServer({
    ...linkSecurity,
    handshakeTimeout: HANDSHAKE_MILLISECONDS,
    pskCallback: (_, identity) => (identity === linkIdentity ? key : null),
  })
  server.maxConnections = MOST_LINKS
  // Whoever has no key is turned away by TLS itself.
  server.on('tlsClientError', (_, socket) => socket.destroy())
  server.on('secureConnection', (socket) => {
    links.add(socket)
    socket.on('close', () => links.delete(socket))
    socket.on('error', () => {})
    socket.setKeepAlive(true, 10_000).setNoDelay(true)
    onLink(socket)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    // Workers share no listener here: a node is one process.
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', () => {})
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const link of links) link.destroy()
      await closed
    },
  }
}
