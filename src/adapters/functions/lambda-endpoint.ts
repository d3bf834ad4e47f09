import { signedHeaders } from '../../http/sigv4-sign.ts'
import type { AwsAccessKey, AwsCredentials } from '../../ports/aws-credentials.ts'
import type { Clock } from '../../ports/clock.ts'
import type { FunctionCall, FunctionResult, FunctionRunner } from '../../ports/functions.ts'
import type { FunctionStreams, InvokeError } from '../../ports/functions.ts'
import { functionErrorOf } from './function-error-of.ts'
import { writeEvents } from './lambda-stream.ts'
import { postForStream, postJson, readAnswer, unavailable, type JsonAnswer, type JsonPost } from './post-json.ts'

export interface LambdaEndpointOptions {
  /** `https://lambda.eu-central-1.amazonaws.com`, or what speaks as it does: LocalStack, a runtime interface emulator. */
  readonly endpoint: string
  readonly credentials: Pick<AwsCredentials, 'find'>
  readonly clock: Clock
}

/** Runs functions where Lambda's Invoke is answered, signed for the function's own region. */
export function createLambdaEndpoint(options: LambdaEndpointOptions): FunctionRunner & FunctionStreams {
  return {
    invoke: async (call) => {
      const own = await options.credentials.find()
      if (own.kind !== 'found') return unavailable(own.reason)
      const answer = await postJson(signedPost(options, call, { action: 'invocations', ...own }))
      return answer.kind === 'answer' ? resultOf(answer) : answer
    },
    stream: async (call) => {
      const own = await options.credentials.find()
      if (own.kind !== 'found') return unavailable(own.reason)
      const post = signedPost(options, call, { action: 'response-streaming-invocations', ...own })
      return postForStream({ ...post, signal: call.signal }, async (response) => {
        if (response.status === 200) return writeEvents(response, call.write)
        const result = resultOf(await readAnswer(response))
        return result.kind === 'success' ? unavailable('not an answer') : result
      })
    },
  }
}

const versions = { invocations: '2015-03-31', 'response-streaming-invocations': '2021-11-15' } as const

function signedPost(
  { endpoint, clock }: LambdaEndpointOptions,
  { functionArn, payload, timeoutMilliseconds, traceId }: FunctionCall,
  { accessKey, action }: { readonly accessKey: AwsAccessKey; readonly action: keyof typeof versions },
): JsonPost {
  const [, , , region = ''] = functionArn.split(':')
  const path = `/${versions[action]}/functions/${encodeURIComponent(functionArn)}/${action}`
  const url = new URL(`${endpoint.replace(/\/$/, '')}${path}`)
  const body = JSON.stringify(payload ?? null)
  const unsigned = {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', 'x-amz-invocation-type': 'RequestResponse' },
    body,
  }
  const { host: _, ...headers } = signedHeaders(unsigned, {
    credentials: accessKey,
    region,
    service: 'lambda',
    now: clock.now(),
  })
  // Like AWS's own clients, which leave it unsigned: what is on the way may add to it.
  const traced = { ...headers, ...(traceId !== undefined && { 'x-amzn-trace-id': traceId }) }
  return { url, headers: traced, body, timeoutMilliseconds }
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
