import type { ServerResponse } from 'node:http'
import type { Exchange } from '../exchange/exchange.ts'
import type { ResponseWriter } from '../exchange/response-writer.ts'
import { findHeader, rawFromHeaderList, withoutHeaders, type HeaderList } from '../../http/header-list.ts'
import { answersPreflight, withCorsHeaders } from './cors.ts'
import { isBodiless, type Reply } from '../exchange/reply.ts'
import { createSlowClients } from '../exchange/slow-clients.ts'

/** What waits for slow clients is memory of the process, which all gateways in it share. */
const LARGE_BYTES = 64 * 1024
const unsent = createSlowClients({ most: 256 * 1024 * 1024 })

export interface ClientResponseOptions {
  /** Undefined for requests that were refused before any API was found. */
  readonly exchange: Exchange | undefined
  /** The connection cannot be used again: its framing is in doubt, or the gateway is draining. */
  readonly closesConnection: () => boolean
  /** An API behind a session sets no cookies on the app's origin: it could replace the session's own. */
  readonly dropsCookies?: boolean
}

/** Up to this size a body goes into one text with its head, so that the system is asked to write one thing. */
const mostInOneText = 16 * 1024

/** The only place that writes to a client: adds request ids, CORS and framing. */
export class ClientResponse implements ResponseWriter {
  readonly #response: ServerResponse
  readonly #options: ClientResponseOptions
  #status = 0
  #bytes = 0
  #declaredBytes: number | undefined
  #last: Uint8Array | undefined

  constructor(response: ServerResponse, options: ClientResponseOptions) {
    this.#response = response
    this.#options = options
  }

  sentStatus(): number {
    return this.#status
  }

  sentBytes(): number {
    return this.#bytes
  }

  /** A reply that closes leaves the rest of the request unread; the connection ends with it. */
  send({ body: sent, headers, status }: Reply, closes = false): void {
    if (this.#response.destroyed) return
    const body = typeof sent === 'string' ? Buffer.from(sent) : sent
    const isWithoutBody = isBodiless(status)
    const length: HeaderList = isWithoutBody ? [] : [['Content-Length', String(body.length)]]
    this.#writeHead(status, [...withoutHeaders(headers, (name) => name === 'content-length'), ...length], closes)
    this.#bytes = isWithoutBody ? 0 : body.length
    this.#response.end(isWithoutBody ? undefined : body)
    if (this.#bytes > LARGE_BYTES) {
      const cut = () => this.#response.destroy()
      this.#response.once('close', unsent.wait(cut, this.#bytes))
    }
  }

  writeHead(status: number, headers: HeaderList): void {
    const declared = findHeader(headers, 'content-length')
    this.#declaredBytes = declared === undefined ? undefined : Number(declared)
    const sent = status === 204 ? withoutHeaders(headers, (name) => name === 'content-length') : headers
    this.#writeHead(status, sent, false)
  }

  write(chunk: Uint8Array): boolean {
    this.#bytes += chunk.length
    if (this.#response.destroyed) return true
    // More than was said would be taken for the next answer.
    if (this.#declaredBytes !== undefined && this.#bytes > this.#declaredBytes) {
      this.#response.destroy()
      return true
    }
    // The last piece goes out with the end, and all of a short answer with its head: one write for what were three.
    if (this.#bytes !== this.#declaredBytes) return this.#response.write(chunk)
    this.#last = chunk
    return true
  }

  end(): void {
    const last = this.#last
    if (this.#response.destroyed) return
    // And the next answer for what is missing of this one.
    if (this.#isShort()) this.#response.destroy()
    else if (last === undefined || last.length > mostInOneText) this.#response.end(last)
    else this.#response.end(octetsOf(last), 'latin1')
  }

  destroy(): void {
    this.#response.destroy()
  }

  isHeadWritten(): boolean {
    return this.#response.headersSent
  }

  isClientGone(): boolean {
    return this.#response.destroyed
  }

  onDrain(listener: () => void): void {
    this.#response.on('drain', listener)
  }

  onClientGone(listener: () => void): void {
    const response = this.#response
    response.on('close', () => {
      if (!response.writableFinished) listener()
    })
  }

  #isShort(): boolean {
    if (this.#declaredBytes === undefined || this.#bytes === this.#declaredBytes) return false
    return this.#response.req.method !== 'HEAD' && !isBodiless(this.#status)
  }

  #writeHead(status: number, headers: HeaderList, closes: boolean): void {
    const response = this.#response
    if (response.headersSent || response.destroyed) return
    this.#status = status
    const { closesConnection, dropsCookies = false, exchange } = this.#options
    const kept = dropsCookies ? withoutHeaders(headers, (name) => name === 'set-cookie') : headers
    const raw = rawFromHeaderList(exchange === undefined ? kept : withCors(exchange, kept))
    if (exchange !== undefined) pushIds(raw, exchange)
    if (closes || closesConnection()) raw.push('Connection', 'close')
    response.writeHead(status, raw)
  }
}

/** One character for each byte, whatever the bytes mean. */
function octetsOf(bytes: Uint8Array): string {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return buffer.toString('latin1')
}

/** A preflight's answer is all CORS headers already. */
function withCors({ definition: { cors }, request, stage }: Exchange, headers: HeaderList): HeaderList {
  if (cors === undefined || answersPreflight(cors, request, stage.extras)) return headers
  return withCorsHeaders(cors, request.headers, headers)
}

function pushIds(raw: string[], { definition, extendedRequestId, requestId }: Exchange): void {
  if (definition.kind === 'HTTP') raw.push('Apigw-Requestid', requestId)
  else raw.push('x-amzn-RequestId', requestId, 'x-amz-apigw-id', extendedRequestId)
}
