import type { Dispatcher } from 'undici'
import { findHeader, rawFromHeaderList, type HeaderList } from '../../http/header-list.ts'
import { largestBodyBytes } from '../request/request-body.ts'
import { isBodiless } from '../exchange/reply.ts'
import type { SlowClients } from '../exchange/slow-clients.ts'
import { isConnectionFailure } from './backend-failures.ts'
import type { IntegrationFailure } from './integration-failure.ts'
import type { RequestStream } from './request-stream.ts'
import type { ResponseWriter } from '../exchange/response-writer.ts'
import { UpstreamAbort } from './upstream-abort.ts'

export interface UpstreamRequest {
  readonly path: string
  readonly method: string
  readonly headers: HeaderList
  readonly body: RequestStream
  readonly timeoutMilliseconds: number
  /** Of a streamed response, which may be of any length; the time-out is then for all of it. */
  readonly idleMilliseconds?: number | undefined
}

export interface RelayEnds {
  readonly writer: ResponseWriter
  readonly responseHeaders: (sent: HeaderList) => HeaderList
  /**
   * Asked when the connection to the backend failed and nothing of an answer was there: in how many milliseconds to try
   * for the first, second … time again. Only for requests that may arrive twice.
   */
  readonly retryAfter?: ((retry: number) => number | undefined) | undefined
  readonly slowClients: SlowClients
}

export type RelayOutcome =
  | { readonly kind: 'streamed'; readonly status: number; readonly reason?: string }
  | IntegrationFailure

/** One request over one upstream connection at a time. Resolves once nothing more will be written to the client. */
export function relay(
  pool: Pick<Dispatcher, 'dispatch'>,
  request: UpstreamRequest,
  ends: RelayEnds,
): Promise<RelayOutcome> {
  return new Promise((resolve) => {
    pool.dispatch(dispatchOptions(request), new Relay(pool, request, ends, resolve))
  })
}

class Relay implements Dispatcher.DispatchHandler {
  readonly #pool: Pick<Dispatcher, 'dispatch'>
  readonly #request: UpstreamRequest
  readonly #ends: RelayEnds
  readonly #resolve: (outcome: RelayOutcome) => void
  readonly #mostBytes: number
  readonly #timer: NodeJS.Timeout
  #controller: Dispatcher.DispatchController | undefined
  #abortedEarly: UpstreamAbort | undefined
  #isFinished = false
  #hasPaused = false
  #endWait: (() => void) | undefined
  #status = 0
  #received = 0
  #retries = 0

  constructor(
    pool: Pick<Dispatcher, 'dispatch'>,
    request: UpstreamRequest,
    ends: RelayEnds,
    resolve: (outcome: RelayOutcome) => void,
  ) {
    this.#pool = pool
    this.#request = request
    this.#ends = ends
    this.#resolve = resolve
    this.#mostBytes = request.idleMilliseconds === undefined ? largestBodyBytes : Number.POSITIVE_INFINITY
    // Covers connecting, sending and waiting for the head; each piece of a body that moves starts it anew.
    this.#timer = setTimeout(endInTime, request.timeoutMilliseconds, this)
    request.body.onProgress(() => this.#moved())
    ends.writer.onClientGone(() => this.#abort({ kind: 'client-gone', reason: 'client closed the connection' }))
  }

  timeOut(): void {
    // A client that takes its time is not the backend's fault.
    if (this.#controller?.paused === true) this.#timer.refresh()
    else this.#abort({ kind: 'timeout', reason: 'no response in time' })
  }

  onRequestStart(started: Dispatcher.DispatchController): void {
    this.#controller = started
    if (this.#abortedEarly !== undefined) started.abort(this.#abortedEarly)
  }

  onResponseStart(started: Dispatcher.DispatchController, status: number): void {
    if (status < 200 || this.#isFinished) return
    if (!this.#isStreamed()) this.#moved()
    const sent = headersOf(started)
    const declaredBytes = Number(findHeader(sent, 'content-length') ?? 0)
    if (declaredBytes > this.#mostBytes) {
      started.abort(new UpstreamAbort({ kind: 'function-failed', reason: 'response over 10 MB' }))
      return
    }
    this.#status = status
    this.#ends.writer.writeHead(status, this.#ends.responseHeaders(sent))
    // The length that a body would have (RFC 9110 section 8.6), which is waited for in vain.
    if (declaredBytes > 0 && isBodiless(status)) {
      this.onResponseEnd()
      started.abort(new UpstreamAbort({ kind: 'unreachable', reason: 'no body comes' }))
    }
  }

  onResponseData(started: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#received > 0 && !this.#isStreamed()) this.#moved()
    this.#received += chunk.length
    if (this.#received > this.#mostBytes) started.abort(new Error('response over 10 MB'))
    else if (!this.#ends.writer.write(chunk)) this.#pause(started)
  }

  onResponseEnd(): void {
    if (this.#isFinished) return
    this.#ends.writer.end()
    this.#finish({ kind: 'streamed', status: this.#status })
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.#isFinished) return
    const { writer } = this.#ends
    if (!writer.isHeadWritten()) {
      if (!this.#triesAgain(error)) this.#finish(failureOf(error, this.#request.body))
      return
    }
    // The status is out: a body that ends early must not look complete.
    writer.destroy()
    this.#finish({ kind: 'streamed', status: this.#status, reason: error.message })
  }

  #moved(): void {
    if (!this.#isFinished) this.#timer.refresh()
  }

  #isStreamed(): boolean {
    return this.#request.idleMilliseconds !== undefined
  }

  #finish(outcome: RelayOutcome): void {
    this.#isFinished = true
    clearTimeout(this.#timer)
    this.#goOn()
    this.#resolve(outcome)
  }

  #abort(failure: IntegrationFailure): void {
    this.#abortedEarly ??= new UpstreamAbort(failure)
    // While the request waits for a connection there is nothing to abort yet, but the client must not wait too.
    if (this.#controller === undefined) this.#finish(failure)
    else this.#controller.abort(this.#abortedEarly)
  }

  #pause(started: Dispatcher.DispatchController): void {
    const { slowClients, writer } = this.#ends
    started.pause()
    this.#endWait ??= slowClients.wait(() => started.abort(new Error('the client reads too slowly')))
    if (!this.#hasPaused) {
      writer.onDrain(() => {
        this.#goOn()
        this.#controller?.resume()
      })
    }
    this.#hasPaused = true
  }

  #goOn(): void {
    this.#endWait?.()
    this.#endWait = undefined
  }

  #triesAgain(error: Error): boolean {
    if (!isConnectionFailure(error)) return false
    this.#retries += 1
    const pause = this.#ends.retryAfter?.(this.#retries)
    if (pause === undefined) return false
    this.#controller = undefined
    setTimeout(() => {
      if (!this.#isFinished) this.#pool.dispatch(dispatchOptions(this.#request), this)
    }, pause)
    return true
  }
}

function endInTime(late: Relay): void {
  late.timeOut()
}

function dispatchOptions({ body, headers, idleMilliseconds, method, path }: UpstreamRequest) {
  return {
    path,
    method: methodOf(method),
    headers: rawFromHeaderList(headers),
    body: body.stream ?? null,
    // Ours covers more. Of a streamed answer it is for the whole, and this for each pause.
    headersTimeout: 0,
    bodyTimeout: idleMilliseconds ?? 0,
  }
}

function failureOf(error: Error, body: RequestStream): IntegrationFailure {
  const problem = body.problem()
  if (problem !== undefined) return { kind: problem, reason: problem }
  if (error instanceof UpstreamAbort) return error.failure
  if ('code' in error && error.code === 'UND_ERR_CONNECT_TIMEOUT') return { kind: 'timeout', reason: error.message }
  return { kind: 'unreachable', reason: error.message }
}

function headersOf({ rawHeaders: raw }: Dispatcher.DispatchController): HeaderList {
  const list: (readonly [string, string])[] = []
  if (!Array.isArray(raw)) return list
  for (let i = 0; i + 1 < raw.length; i += 2) list.push([textOf(raw[i]), textOf(raw[i + 1])])
  return list
}

function textOf(field: string | Buffer | undefined): string {
  return typeof field === 'string' ? field : (field?.toString('latin1') ?? '')
}

/** undici's own type is a closed list; anything else was refused by the route table. */
function methodOf(method: string): Dispatcher.HttpMethod {
  switch (method) {
    case 'GET':
    case 'HEAD':
    case 'POST':
    case 'PUT':
    case 'DELETE':
    case 'OPTIONS':
    case 'PATCH':
      return method
    default:
      throw new TypeError(`not a method that routes accept: ${method}`)
  }
}
