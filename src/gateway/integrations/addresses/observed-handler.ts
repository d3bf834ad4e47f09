import type { Dispatcher } from 'undici'
import type { AttemptResult } from '../circuit-breaker.ts'
import { isAddressFailure, isFailingStatus } from '../backend-failures.ts'
import { UpstreamAbort } from '../upstream-abort.ts'

/** The same handler, that tells what one attempt says of the address it went to: once, with the answer's head if there is one. */
export function observedHandler(
  { body }: Dispatcher.DispatchOptions,
  handler: Dispatcher.DispatchHandler,
  tell: (result: AttemptResult) => void,
): Dispatcher.DispatchHandler {
  let isTold = false
  const tellOnce = (result: AttemptResult) => {
    if (!isTold) tell(result)
    isTold = true
  }
  return {
    onRequestStart: (...told) => handler.onRequestStart?.(...told),
    onResponseStart(...told) {
      const [, status] = told
      if (status >= 200) tellOnce(isFailingStatus(status) ? 'failure' : 'success')
      return handler.onResponseStart?.(...told)
    },
    onResponseData: (...told) => handler.onResponseData?.(...told),
    onResponseEnd: (...told) => handler.onResponseEnd?.(...told),
    onResponseError(...told) {
      const [, error] = told
      tellOnce(isBackendsFault(error, body) ? 'failure' : 'neither')
      return handler.onResponseError?.(...told)
    },
  }
}

/** A client that goes away, or sends slowly or too much, must not make an address look bad. */
function isBackendsFault(error: Error, body: Dispatcher.DispatchOptions['body']): boolean {
  const isSent = typeof body !== 'object' || body === null || !('readableEnded' in body) || body.readableEnded
  if (error instanceof UpstreamAbort) return error.failure.kind === 'timeout' && isSent
  return isAddressFailure(error)
}
