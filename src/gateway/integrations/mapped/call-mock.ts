import { requestPayloadLimits } from '../../mapping/payload.ts'
import { parseJson } from '../../vtl/parse-json.ts'
import { isMap } from '../../vtl/value.ts'
import type { EndpointOutcome, EndpointRequest } from './endpoint.ts'

/** Cognito: `{ statusCode: 200 }` counts too, without quotes, as CDK writes it. */
const LENIENT = /["']?\bstatusCode["']?\s*:\s*["']?(\d{3})\b/

/** Nobody is asked: the request template has written which status is "answered". */
export function callMock({ body }: EndpointRequest): EndpointOutcome {
  const text = body.kind === 'text' ? body.text : ''
  const status = statusOf(text)
  if (status === undefined) return { kind: 'misconfigured', reason: 'the request template gives no statusCode' }
  return { kind: 'response', response: { selector: status, headers: [], body: Buffer.alloc(0) } }
}

function statusOf(text: string): string | undefined {
  const outcome = parseJson(text, requestPayloadLimits)
  if (outcome.kind === 'value' && isMap(outcome.value)) {
    const status = outcome.value.entries.get('statusCode')
    const text = typeof status === 'bigint' || typeof status === 'string' ? String(status) : ''
    return /^\d{3}$/.test(text) ? text : undefined
  }
  return LENIENT.exec(text)?.[1]
}
