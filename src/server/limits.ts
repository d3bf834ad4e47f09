import type { IncomingMessage, ServerOptions, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Contract GW-06 and gateway.md section 3: what a client may take of this process before it has said who it is. */
export const connectionLimits = {
  connections: 10_000,
  /** Requests that one connection may have behind the one that is being answered (GW-06). */
  pipelined: 100,
  /** How long a server waits for a draining client, at most. */
  drainMilliseconds: 10_000,
  handshakeMilliseconds: 10_000,
} as const

export interface BodyTime {
  /** A body has to be there within this time. */
  readonly milliseconds: number
  /** A body that brings so much within the time is given it once more. */
  readonly enoughBytes: number
}

export const bodyTimes: Readonly<Record<'ordinary' | 'upload', BodyTime>> = {
  ordinary: { milliseconds: 30_000, enoughBytes: Infinity },
  upload: { milliseconds: 30_000, enoughBytes: 1024 * 1024 },
}

export const parserOptions: Readonly<ServerOptions> = {
  maxHeaderSize: 16_384,
  headersTimeout: 10_000,
  // For the longest upload; body-time.ts cuts everything else off much sooner.
  requestTimeout: 15 * 60_000,
  // Longer than the idle time of load balancers (AWS: 60 s), so that they close first and lose no request.
  keepAliveTimeout: 65_000,
  // The time limits above are only looked at this often; Node's default is 30 s.
  connectionsCheckingInterval: 500,
  requireHostHeader: true,
  insecureHTTPParser: false,
  joinDuplicateHeaders: false,
  // What has no body has no stream of one either.
  optimizeEmptyRequests: true,
}

export type BodyReading =
  | { readonly kind: 'read'; readonly body: Uint8Array }
  | { readonly kind: 'too-large' }
  /** The client went away: there is nobody to answer. */
  | { readonly kind: 'aborted' }

/** Reads a whole body of at most `limit` bytes; stops at the first byte too many. */
export async function readBody(request: IncomingMessage, limit: number): Promise<BodyReading> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return { kind: 'too-large' }
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('a body is bytes')
      size += chunk.byteLength
      if (size > limit) return { kind: 'too-large' }
      chunks.push(chunk)
    }
  } catch (cause) {
    if (request.destroyed) return { kind: 'aborted' }
    throw cause
  }
  return { kind: 'read', body: Buffer.concat(chunks) }
}

/** Whether the framing announces a body, of any length but zero. */
export function hasBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** Each request of a connection is worked on as soon as it is read, so one connection could ask for thousands at once. */
export function createPipelining(most: number) {
  const waiting = new WeakMap<Socket, number>()
  return {
    /** Whether one more request may wait behind others; to be told of those alone. */
    admits(socket: Socket, response: Pick<ServerResponse, 'once'>): boolean {
      const others = waiting.get(socket) ?? 0
      if (others >= most) return false
      waiting.set(socket, others + 1)
      response.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1))
      return true
    },
  }
}
