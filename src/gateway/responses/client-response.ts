import type { ServerResponse } from 'node:http'
import { answersPreflight, withCorsHeaders } from './cors.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { findHeader, rawFromHeaderList, withoutHeaders, type HeaderList } from '../../http/header-list.ts'
import type { ResponseWriter } from '../exchange/response-writer.ts'
import { isBodiless, type Reply } from '../exchange/reply.ts'
import { createSlowClients } from '../exchange/slow-clients.ts'

/** What waits for slow clients is memory of the process, which all gateways in it share. */
const LARGE_BYTES = 64 * 1024
const unsent = createSlowClients({ most: 256 * 1024 * 1024 })

/** The only place that writes to a client: adds request ids, CORS and framing. */
export interface ClientResponse {
  readonly send: (reply: Reply) => void
  readonly writer: ResponseWriter
  readonly sentStatus: () => number
  readonly sentBytes: () => number
}

export interface ClientResponseOptions {
  /** Undefined for requests that were refused before any API was found. */
  readonly exchange: Exchange | undefined
  /** The connection cannot be used again: its framing is in doubt, or the gateway is draining. */
  readonly closesConnection: () => boolean
  /** An API behind a session sets no cookies on the app's origin: it could replace the session's own. */
  readonly dropsCookies?: boolean
}

export function createClientResponse(
  response: ServerResponse,
  { exchange, closesConnection, dropsCookies = false }: ClientResponseOptions,
): ClientResponse {
  let status = 0
  let bytes = 0
  let declaredBytes: number | undefined
  let last: Uint8Array | undefined
  const writeHead = (code: number, headers: HeaderList) => {
    if (response.headersSent || response.destroyed) return
    status = code
    const closing: HeaderList = closesConnection() ? [['Connection', 'close']] : []
    const kept = dropsCookies ? withoutHeaders(headers, (name) => name === 'set-cookie') : headers
    response.writeHead(code, rawFromHeaderList([...headersFor(exchange, kept), ...closing]))
  }
  const hasBody = () => response.req.method !== 'HEAD' && !isBodiless(status)
  const cut = () => {
    response.destroy()
    return true
  }
  return {
    sentStatus: () => status,
    sentBytes: () => bytes,
    send(reply) {
      if (response.destroyed) return
      const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body
      const isWithoutBody = isBodiless(reply.status)
      const length: HeaderList = isWithoutBody ? [] : [['Content-Length', String(body.length)]]
      writeHead(reply.status, [...withoutHeaders(reply.headers, (name) => name === 'content-length'), ...length])
      bytes = isWithoutBody ? 0 : body.length
      response.end(isWithoutBody ? undefined : body)
      if (bytes > LARGE_BYTES)
        response.once(
          'close',
          unsent.wait(() => response.destroy(), bytes),
        )
    },
    writer: {
      writeHead(code, headers) {
        const declared = findHeader(headers, 'content-length')
        declaredBytes = declared === undefined ? undefined : Number(declared)
        writeHead(code, code === 204 ? withoutHeaders(headers, (name) => name === 'content-length') : headers)
      },
      write(chunk) {
        bytes += chunk.length
        if (response.destroyed) return true
        // More than was said would be taken for the next answer.
        if (declaredBytes !== undefined && bytes > declaredBytes) return cut()
        // The last piece goes out with the end, and all of a short answer with its head: one write for what were three.
        if (bytes !== declaredBytes) return response.write(chunk)
        last = chunk
        return true
      },
      end: () => {
        if (response.destroyed) return
        // And the next answer for what is missing of this one.
        if (declaredBytes !== undefined && bytes !== declaredBytes && hasBody()) cut()
        else response.end(last)
      },
      destroy: () => response.destroy(),
      isHeadWritten: () => response.headersSent,
      isClientGone: () => response.destroyed,
      onDrain: (listener) => response.on('drain', listener),
      onClientGone: (listener) =>
        response.on('close', () => {
          if (!response.writableFinished) listener()
        }),
    },
  }
}

function headersFor(exchange: Exchange | undefined, headers: HeaderList): HeaderList {
  if (exchange === undefined) return headers
  const { definition, request, stage } = exchange
  if (definition.kind === 'REST') {
    return [...headers, ['x-amzn-RequestId', exchange.requestId], ['x-amz-apigw-id', exchange.extendedRequestId]]
  }
  // A preflight's answer is all CORS headers already.
  const isPlain = definition.cors === undefined || answersPreflight(definition.cors, request, stage.extras)
  const withCors = isPlain ? headers : withCorsHeaders(definition.cors, request.headers, headers)
  return [...withCors, ['Apigw-Requestid', exchange.requestId]]
}
