import type { FunctionRunner } from '../../ports/functions.ts'
import type { WebSocketRoute } from '../definition/websocket-api.ts'
import { readHttpResultV1 } from '../integrations/lambda-result.ts'
import type { Reply } from '../responses/reply.ts'

export type RouteOutcome =
  | { readonly kind: 'answered'; readonly reply: Reply }
  /** `status` is for a handshake; a message only gets the text. */
  | { readonly kind: 'failed'; readonly status: 502 | 504; readonly reason: string }

/** Runs a route's function. Its result is that of a proxy integration: an object with a `statusCode`. */
export async function callRoute(
  functions: FunctionRunner,
  { functionArn, timeoutMilliseconds }: WebSocketRoute,
  call: { readonly payload: object; readonly requestId: string },
): Promise<RouteOutcome> {
  const result = await functions.invoke({ functionArn, timeoutMilliseconds, ...call })
  switch (result.kind) {
    case 'success': {
      const reply = readHttpResultV1(result.payload)
      if (reply !== undefined) return { kind: 'answered', reply }
      return { kind: 'failed', status: 502, reason: 'malformed proxy response' }
    }
    case 'function-error':
      return { kind: 'failed', status: 502, reason: `${result.errorType}: ${result.errorMessage}` }
    case 'unavailable':
      return { kind: 'failed', status: 502, reason: result.reason }
    case 'timeout':
      return { kind: 'failed', status: 504, reason: 'function did not answer in time' }
  }
}
