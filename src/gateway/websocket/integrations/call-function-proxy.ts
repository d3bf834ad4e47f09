import type { FunctionRunner } from '../../../ports/functions.ts'
import type { WebSocketFunction } from '../../definition/websocket-integration.ts'
import { readHttpResultV1 } from '../../integrations/lambda-result.ts'
import { isBase64 } from '../../mapping/content-conversion.ts'
import { proxyEvent } from '../events.ts'
import { traceIdOf } from '../new-id.ts'
import type { RouteEvent } from '../route-event.ts'
import { eventFailure, type EventOutcome } from './event-outcome.ts'

/** AWS_PROXY. The result is that of a proxy integration: an object with a `statusCode`. */
export async function callFunctionProxy(
  { decodesMessages, functionArn, timeoutMilliseconds }: WebSocketFunction,
  event: RouteEvent,
  functions: FunctionRunner,
): Promise<EventOutcome> {
  const { happening, requestId } = event
  if (decodesMessages && happening.type === 'MESSAGE' && !isBase64(happening.text)) {
    return eventFailure({ kind: 'misconfigured', reason: 'the message is no base64 to convert to binary' })
  }
  const payload = proxyEvent(event, decodesMessages)
  const result = await functions.invoke({
    functionArn,
    timeoutMilliseconds,
    payload,
    requestId,
    traceId: traceIdOf(event),
  })
  switch (result.kind) {
    case 'success': {
      const reply = readHttpResultV1(result.payload)
      if (reply !== undefined) return { kind: 'answered', reply }
      return eventFailure({ kind: 'function-failed', reason: 'malformed proxy response' })
    }
    case 'function-error':
      return eventFailure({ kind: 'function-failed', reason: `${result.errorType}: ${result.errorMessage}` })
    case 'unavailable':
      return eventFailure({ kind: 'unavailable', reason: result.reason })
    case 'timeout':
      return eventFailure({ kind: 'timeout', reason: 'function did not answer in time' })
  }
}
