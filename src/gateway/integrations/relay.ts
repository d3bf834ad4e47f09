import type { Dispatcher } from 'undici'
import { findHeader, headerListFromRaw, rawFromHeaderList, type HeaderList } from '../../http/header-list.ts'
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
  const { body, idleMilliseconds, timeoutMilliseconds } = request
  const isStreamed = idleMilliseconds !== undefined
  const mostBytes = isStreamed ? Number.POSITIVE_INFINITY : largestBodyBytes
  const { writer, responseHeaders, retryAfter, slowClients } = ends
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined
    let abortedEarly: UpstreamAbort | undefined
    let isFinished = false
    let hasPaused = false
    let endWait: (() => void) | undefined
    let status = 0
    let received = 0
    let retries = 0
    const finish = (outcome: RelayOutcome) => {
      isFinished = true
      clearTimeout(timer)
      goOn()
      resolve(outcome)
    }
    const abort = (failure: IntegrationFailure) => {
      abortedEarly ??= new UpstreamAbort(failure)
      // While the request waits for a connection there is nothing to abort yet, but the client must not wait too.
      if (controller === undefined) finish(failure)
      else controller.abort(abortedEarly)
    }
    // Covers connecting, sending and waiting for the head; each piece of the body that moves starts it anew.
    const timer = setTimeout(() => abort({ kind: 'timeout', reason: 'no response in time' }), timeoutMilliseconds)
    body.onProgress(() => timer.refresh())
    writer.onClientGone(() => abort({ kind: 'client-gone', reason: 'client closed the connection' }))

    const pause = (started: Dispatcher.DispatchController) => {
      started.pause()
      endWait ??= slowClients.wait(() => started.abort(new Error('the client reads too slowly')))
      if (!hasPaused) {
        writer.onDrain(() => {
          goOn()
          controller?.resume()
        })
      }
      hasPaused = true
    }
    const goOn = () => {
      endWait?.()
      endWait = undefined
    }
    const tryAgain = (error: Error): boolean => {
      const pause = isConnectionFailure(error) ? retryAfter?.((retries += 1)) : undefined
      if (pause === undefined) return false
      controller = undefined
      setTimeout(() => {
        if (!isFinished) pool.dispatch(options, handler)
      }, pause)
      return true
    }

    const options = dispatchOptions(request)
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started
        if (abortedEarly !== undefined) started.abort(abortedEarly)
      },
      onResponseStart(started, statusCode) {
        if (statusCode < 200 || isFinished) return
        if (!isStreamed) clearTimeout(timer)
        const sent = headerListFromRaw(rawTexts(started.rawHeaders))
        const declaredBytes = Number(findHeader(sent, 'content-length') ?? 0)
        if (declaredBytes > mostBytes) {
          started.abort(new UpstreamAbort({ kind: 'function-failed', reason: 'response over 10 MB' }))
          return
        }
        status = statusCode
        writer.writeHead(statusCode, responseHeaders(sent))
        // The length that a body would have (RFC 9110 section 8.6), which undici waits for in vain.
        if (declaredBytes > 0 && isBodiless(statusCode)) {
          writer.end()
          finish({ kind: 'streamed', status })
          started.abort(new UpstreamAbort({ kind: 'unreachable', reason: 'no body comes' }))
        }
      },
      onResponseData(started, chunk) {
        received += chunk.length
        if (received > mostBytes) started.abort(new Error('response over 10 MB'))
        else if (!writer.write(chunk)) pause(started)
      },
      onResponseEnd() {
        if (isFinished) return
        writer.end()
        finish({ kind: 'streamed', status })
      },
      onResponseError(_started, error) {
        if (isFinished) return
        if (!writer.isHeadWritten()) {
          if (!tryAgain(error)) finish(failureOf(error, body))
          return
        }
        // The status is out: a body that ends early must not look complete.
        writer.destroy()
        finish({ kind: 'streamed', status, reason: error.message })
      },
    }
    pool.dispatch(options, handler)
  })
}

function dispatchOptions({ body, headers, idleMilliseconds, method, path, timeoutMilliseconds }: UpstreamRequest) {
  return {
    path,
    method: methodOf(method),
    headers: rawFromHeaderList(headers),
    body: body.stream ?? null,
    // Ours covers more; but where there is no body, whose sending would count, undici gets by with one timer for both.
    headersTimeout: body.stream === undefined ? timeoutMilliseconds : 0,
    bodyTimeout: idleMilliseconds ?? timeoutMilliseconds,
  }
}

function failureOf(error: Error, body: RequestStream): IntegrationFailure {
  const problem = body.problem()
  if (problem !== undefined) return { kind: problem, reason: problem }
  if (error instanceof UpstreamAbort) return error.failure
  if ('code' in error && (error.code === 'UND_ERR_CONNECT_TIMEOUT' || error.code === 'UND_ERR_HEADERS_TIMEOUT')) {
    return { kind: 'timeout', reason: error.message }
  }
  return { kind: 'unreachable', reason: error.message }
}

function rawTexts(raw: Dispatcher.DispatchController['rawHeaders']): readonly string[] {
  if (!Array.isArray(raw)) return []
  return raw.map((field) => (typeof field === 'string' ? field : field.toString('latin1')))
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
