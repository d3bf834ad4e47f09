import { signedHeaders, type SigningCredentials } from '../../http/sigv4-sign.ts'
import type { Clock } from '../../ports/clock.ts'
import type { FunctionResult, FunctionRunner, InvokeError } from '../../ports/functions.ts'
import { functionErrorOf } from './function-error-of.ts'
import { postJson, unavailable, type JsonAnswer } from './post-json.ts'

export interface LambdaEndpointOptions {
  /** `https://lambda.eu-central-1.amazonaws.com`, or what speaks as it does: LocalStack, a runtime interface emulator. */
  readonly endpoint: string
  readonly credentials: SigningCredentials
  readonly clock: Clock
}

/** Runs functions where Lambda's Invoke is answered, signed for the function's own region. */
export function createLambdaEndpoint({ endpoint, credentials, clock }: LambdaEndpointOptions): FunctionRunner {
  return {
    invoke: async ({ functionArn, payload, timeoutMilliseconds }) => {
      const [, , , region = ''] = functionArn.split(':')
      const path = `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`
      const url = new URL(`${endpoint.replace(/\/$/, '')}${path}`)
      const body = JSON.stringify(payload ?? null)
      const unsigned = {
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', 'x-amz-invocation-type': 'RequestResponse' },
        body,
      }
      const { host: _, ...headers } = signedHeaders(unsigned, {
        credentials,
        region,
        service: 'lambda',
        now: clock.now(),
      })
      const answer = await postJson({ url, headers, body, timeoutMilliseconds })
      return answer.kind === 'answer' ? resultOf(answer) : answer
    },
  }
}

function resultOf({ status, headers, payload }: JsonAnswer): FunctionResult {
  if (status === 200) {
    return headers.has('x-amz-function-error') ? functionErrorOf(payload) : { kind: 'success', payload }
  }
  const error = invokeError(status, headers.get('x-amzn-errortype') ?? '')
  // What the service says may name the account: its number is enough.
  return error === undefined
    ? unavailable(`Lambda answered ${status}`)
    : { kind: 'unavailable', reason: `Lambda answered ${status}`, error }
}

function invokeError(status: number, named: string): InvokeError | undefined {
  if (status === 429) return 'TooManyRequestsException'
  if (status === 413) return 'RequestTooLargeException'
  if (status === 404 || named.startsWith('ResourceNotFound')) return 'ResourceNotFoundException'
  return status >= 400 && status < 500 ? 'AccessDeniedException' : undefined
}
