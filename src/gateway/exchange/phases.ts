import type { Clock } from '../../ports/clock.ts'
import type { AtOnce } from '../at-once.ts'
import { findHeader, type HeaderList } from '../../http/header-list.ts'

type PhaseName = 'authorizer' | 'integration'

/** Of a streamed response: all of its headers, the first byte of its body. */
export type StreamMark = 'headers' | 'content'

/** What the backend answered. They differ where a function's own status travels in Lambda's 200. */
export interface IntegrationStatus {
  readonly ofEndpoint: number
  readonly ofFunction: number
}

/** Whether the stage's cache had the answer. */
export type CacheResult = 'hit' | 'miss'

/** How the backend calls the request. */
export interface BackendIds {
  readonly requestId: string | undefined
  readonly requestId2: string | undefined
}

/** How long the parts of a request took: the only thing about an exchange that fills up on the way. */
export interface Phases {
  readonly time: <Result>(name: PhaseName, run: () => AtOnce<Result>) => AtOnce<Result>
  readonly integrationAnswered: (status: IntegrationStatus) => void
  /** Notes how far a streamed response has come, the first time only. */
  readonly reach: (mark: StreamMark) => void
  /** Milliseconds from the start of the integration. */
  readonly timeTo: (mark: StreamMark) => number | undefined
  /** Undefined for a part that the request did not come to. */
  readonly latencyOf: (name: PhaseName) => number | undefined
  readonly integrationStatus: () => IntegrationStatus | undefined
  readonly cacheAnswered: (result: CacheResult) => void
  /** Undefined for what no cache was asked for. */
  readonly cacheResult: () => CacheResult | undefined
  /** By the headers of its answer, where an access log asks for it. */
  readonly backendAnswered: (headers: HeaderList) => void
  readonly backendIds: () => BackendIds | undefined
}

export function createPhases(clock: Clock): Phases {
  const latencies: Record<PhaseName, number | undefined> = { authorizer: undefined, integration: undefined }
  let marks: Map<StreamMark, number> | undefined
  let answered: IntegrationStatus | undefined
  let cached: CacheResult | undefined
  let ids: BackendIds | undefined
  let startedAt = 0
  return {
    time(name, run) {
      startedAt = clock.now().getTime()
      const result = run()
      // What is known at once took no time; what throws is an answer of its own, of which no part is told.
      if (!(result instanceof Promise)) {
        latencies[name] = 0
        return result
      }
      return result.then((known) => {
        latencies[name] = clock.now().getTime() - startedAt
        return known
      })
    },
    reach(mark) {
      marks ??= new Map()
      if (!marks.has(mark)) marks.set(mark, clock.now().getTime() - startedAt)
    },
    timeTo: (mark) => marks?.get(mark),
    integrationAnswered(status) {
      answered = status
    },
    latencyOf: (name) => latencies[name],
    integrationStatus: () => answered,
    cacheAnswered(result) {
      cached = result
    },
    cacheResult: () => cached,
    backendAnswered(headers) {
      ids = {
        requestId: findHeader(headers, 'x-amzn-requestid') ?? findHeader(headers, 'x-amz-request-id'),
        requestId2: findHeader(headers, 'x-amz-id-2'),
      }
    },
    backendIds: () => ids,
  }
}
