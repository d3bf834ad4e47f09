import type { RequestListener, Server } from 'node:http'
import { createHttpServer } from './create-http-server.ts'
import { connectionLimits, parserOptions } from '../limits.ts'
import { ListenError } from './listen-error.ts'
import type { UpgradeListener } from './upgrades.ts'
import { createTlsServer, type TlsIdentity } from './tls-server.ts'

/** Where to listen. `localhost` is both loopback addresses; port 0 is any free one. */
export type Listening = { readonly host: string; readonly port: number } & (
  | { readonly scheme: 'http' }
  | ({ readonly scheme: 'https' } & TlsIdentity)
)

export interface Listeners {
  readonly port: number
  readonly servers: readonly Server[]
}

/** Opens one listener on every address that its host stands for. */
export async function openListeners(
  listening: Listening,
  onRequest: RequestListener,
  upgrades?: UpgradeListener,
): Promise<Listeners> {
  const [first = listening.host, ...others] = listening.host === 'localhost' ? ['127.0.0.1', '::1'] : [listening.host]
  // With port 0 the first address chooses, and the port may be taken on the others.
  for (let attempt = 1; ; attempt += 1) {
    const [opened, ...behind] = await createServers(listening, onRequest, upgrades)
    const servers = [await listen(opened, first, listening.port), ...behind]
    const port = portOf(opened)
    try {
      for (const host of others) {
        const [other, ...behindOther] = await createServers(listening, onRequest, upgrades)
        if (await listenIfPresent(other, host, port)) servers.push(other, ...behindOther)
      }
      return { port, servers }
    } catch (cause) {
      for (const server of servers) server.close()
      if (listening.port !== 0 || attempt === 5) throw cause
    }
  }
}

/** The one that listens, and those that it hands connections to. */
async function createServers(
  listening: Listening,
  onRequest: RequestListener,
  upgrades: UpgradeListener | undefined,
): Promise<readonly [Server, ...Server[]]> {
  const options =
    upgrades === undefined ? parserOptions : { ...parserOptions, shouldUpgradeCallback: upgrades.isUpgrade }
  const servers: readonly [Server, ...Server[]] =
    listening.scheme === 'http'
      ? [createHttpServer(options, onRequest)]
      : await createTlsServer(listening, onRequest, options)
  for (const server of servers) {
    server.maxConnections = connectionLimits.connections
    // Too many fields are refused by the head's reader: Node would drop the rest of them in silence.
    server.maxHeadersCount = 0
    if (upgrades !== undefined) server.on('upgrade', (request, _, head) => upgrades.onUpgrade(request, head))
  }
  return servers
}

async function listenIfPresent(server: Server, host: string, port: number): Promise<boolean> {
  try {
    await listen(server, host, port)
    return true
  } catch (error) {
    // A machine without IPv6.
    if (error instanceof ListenError && hasCode(error.cause, ['EADDRNOTAVAIL', 'EAFNOSUPPORT'])) return false
    throw error
  }
}

async function listen(server: Server, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(listenError(cause, host, port)))
    server.listen({ host, port }, () => {
      server.removeAllListeners('error')
      resolve(server)
    })
  })
}

function listenError(cause: Error, host: string, port: number): ListenError {
  const at = `${host}, port ${port}`
  if (hasCode(cause, ['EADDRINUSE'])) {
    return new ListenError(`Something else already listens at ${at}. Choose another port; 0 takes any free one.`, {
      cause,
    })
  }
  if (hasCode(cause, ['EACCES'])) return new ListenError(`This user may not listen at ${at}.`, { cause })
  return new ListenError(`Cannot listen at ${at}: ${cause.message}`, { cause })
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
}

function portOf(server: Server | undefined): number {
  const address = server?.address()
  if (typeof address !== 'object' || address === null) throw new ListenError('The listener has no port')
  return address.port
}
