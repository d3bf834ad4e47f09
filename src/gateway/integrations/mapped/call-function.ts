import type { FunctionRunner } from '../../../ports/functions.ts'
import { isJsonObject } from '../../../crypto/jose/strict-json.ts'
import { findHeader, type HeaderList } from '../../../http/header-list.ts'
import type { IntegrationFailure } from '../integration-failure.ts'
import type { EndpointOutcome, EndpointRequest } from './endpoint.ts'

export interface FunctionEndpoint {
  readonly functionArn: string
  readonly functions: FunctionRunner
  readonly requestId: string
  readonly traceId?: string
  readonly timeoutMilliseconds: number
}

const JSON_TYPE: HeaderList = [['Content-Type', 'application/json']]
/** Lambda takes 6 MB at most, 256 KB where nobody waits for the answer. */
const LARGEST_PAYLOAD = 6 * 1024 * 1024
const LARGEST_EVENT = 256 * 1024
const LONGEST_FUNCTION_MILLISECONDS = 15 * 60 * 1000

/** Invokes the function with what the template made. Its error message selects the response. */
export async function callFunction(request: EndpointRequest, endpoint: FunctionEndpoint): Promise<EndpointOutcome> {
  const { functionArn, functions, requestId, timeoutMilliseconds, traceId } = endpoint
  const text = request.body.kind === 'text' ? request.body.text : request.body.bytes.toString('utf8')
  const isEvent = findHeader(request.headers, 'x-amz-invocation-type') === 'Event'
  if (text.length > (isEvent ? LARGEST_EVENT : LARGEST_PAYLOAD)) {
    return { kind: 'request-too-large', reason: 'payload too large for a function' }
  }
  const parsed = parsePayload(text)
  if (parsed.kind === 'malformed') return answered({ Type: 'User', message: parsed.problem })
  const call = { functionArn, payload: parsed.payload, timeoutMilliseconds, requestId, ...(traceId && { traceId }) }
  if (isEvent) {
    // Nobody waits, so only the function's own limit counts. The runner bounds how many run, and logs what comes of it.
    void functions.invoke({ ...call, timeoutMilliseconds: LONGEST_FUNCTION_MILLISECONDS })
    return { kind: 'response', response: { selector: '', headers: JSON_TYPE, body: Buffer.alloc(0) } }
  }
  const result = await functions.invoke(call)
  switch (result.kind) {
    case 'success':
      return answered(result.payload)
    case 'function-error': {
      const { errorMessage, errorType, stackTrace } = result
      return answered({ errorMessage, errorType, ...(stackTrace && { requestId, stackTrace }) })
    }
    case 'unavailable':
      return { kind: 'unavailable', reason: result.reason }
    case 'timeout':
      return { kind: 'timeout', reason: 'function did not answer in time' } satisfies IntegrationFailure
  }
}

type ParsedPayload =
  | { readonly kind: 'payload'; readonly payload: unknown }
  | { readonly kind: 'malformed'; readonly problem: string }

/** Cognito: it is Lambda that says so, and the integration's default response that tells the client. */
function parsePayload(text: string): ParsedPayload {
  if (text.trim() === '') return { kind: 'payload', payload: {} }
  try {
    return { kind: 'payload', payload: JSON.parse(text) }
  } catch (error) {
    const problem = error instanceof Error ? error.message : ''
    return { kind: 'malformed', problem: `Could not parse request body into json: ${problem}` }
  }
}

function answered(payload: unknown): EndpointOutcome {
  const selector = isJsonObject(payload) ? payload['errorMessage'] : undefined
  const body = Buffer.from(JSON.stringify(payload) ?? 'null')
  return {
    kind: 'response',
    response: { selector: typeof selector === 'string' ? selector : '', headers: JSON_TYPE, body },
  }
}
