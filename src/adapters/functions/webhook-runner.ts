import { createHmac } from 'node:crypto'
import type { Clock } from '../../ports/clock.ts'
import type { FunctionCall, FunctionResult, FunctionRunner, FunctionStreams } from '../../ports/functions.ts'
import { notFound } from './first-runner.ts'
import { functionErrorOf } from './function-error-of.ts'
import { postForStream, postJson, readAnswer, unavailable, writeAll } from './post-json.ts'
import type { JsonAnswer, JsonPost } from './post-json.ts'
import type { Webhook, Webhooks } from './webhook-file.ts'

/**
 * Runs functions that are web services: the event is posted, signed as Standard Webhooks has it
 * (https://www.standardwebhooks.com), and the answer's body is the function's. What a function streams is it too.
 */
export function createWebhookRunner(
  webhooks: Webhooks,
  { clock }: { readonly clock: Clock },
): FunctionRunner & FunctionStreams {
  return {
    invoke: async (call) => {
      const webhook = webhooks.get(call.functionArn)
      if (webhook === undefined) return notFound(call.functionArn)
      const answer = await postJson(postOf(webhook, call, clock.now()))
      return answer.kind === 'answer' ? resultOf(answer) : answer
    },
    stream: async (call) => {
      const webhook = webhooks.get(call.functionArn)
      if (webhook === undefined) return notFound(call.functionArn)
      return postForStream({ ...postOf(webhook, call, clock.now()), signal: call.signal }, async (response) => {
        if (response.ok) return writeAll(response, call.write)
        const result = resultOf(await readAnswer(response))
        return result.kind === 'success' ? unavailable('not an answer') : result
      })
    },
  }
}

function postOf(
  webhook: Webhook,
  { payload, requestId, timeoutMilliseconds, traceId }: FunctionCall,
  now: Date,
): JsonPost {
  const body = JSON.stringify(payload ?? null)
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return {
    url: webhook.url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': requestId,
      'webhook-timestamp': timestamp,
      'webhook-signature': webhookSignature(webhook.secret, { id: requestId, timestamp, body }),
      ...(traceId === undefined ? {} : { 'x-amzn-trace-id': traceId }),
    },
    body,
    timeoutMilliseconds,
  }
}

/** Of id, time and body together: none of the three can be another's. */
export function webhookSignature(
  secret: Uint8Array,
  { id, timestamp, body }: { readonly id: string; readonly timestamp: string; readonly body: string },
): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

/** 400 and 422 are the function's way to throw; anything else but 2xx is its server's trouble. */
function resultOf({ status, payload }: JsonAnswer): FunctionResult {
  if (status >= 200 && status < 300) return { kind: 'success', payload }
  if (status === 400 || status === 422) return functionErrorOf(payload)
  const reason = `the webhook answered ${status}`
  if (status === 429) return { kind: 'unavailable', reason, error: 'TooManyRequestsException' }
  if (status >= 400 && status < 500) return { kind: 'unavailable', reason, error: 'AccessDeniedException' }
  return unavailable(reason)
}
