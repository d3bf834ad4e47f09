import { findHeader } from '../../http/headers.ts'
import type { HttpHeaders, HttpResponse } from '../../http/message.ts'

/** What every response says, whatever it answers. */
export interface ResponseFacts {
  readonly requestId: string
  readonly now: Date
}

export interface WireError {
  readonly status: number
  readonly exception: string
  readonly message?: string | undefined
  readonly reasonCode?: string | undefined
}

export function successResponse(facts: ResponseFacts, body: string): HttpResponse {
  return { status: 200, headers: baseHeaders(facts), body }
}

/** Cognito: `__type` is the bare name; the header repeats it with a colon behind, which clients cut off. */
export function errorResponse(facts: ResponseFacts, error: WireError): HttpResponse {
  const { status, exception, message, reasonCode } = error
  const headers: Record<string, string> = { ...baseHeaders(facts), 'x-amzn-ErrorType': `${exception}:` }
  if (message !== undefined) headers['x-amzn-ErrorMessage'] = headerSafe(message)
  return { status, headers, body: JSON.stringify({ __type: exception, message, reasonCode }) }
}

/** Answers a browser that asks before it sends. No cookie counts here, so any origin may call. */
export function preflightResponse(facts: ResponseFacts, request: HttpHeaders): HttpResponse {
  const method = findHeader(request, 'access-control-request-method') ?? 'POST'
  const fields = findHeader(request, 'access-control-request-headers') ?? ''
  const headers: Record<string, string> = {
    ...baseHeaders(facts),
    'access-control-allow-methods': headerSafe(method),
    'access-control-max-age': '172800',
  }
  if (fields !== '') headers['access-control-allow-headers'] = headerSafe(fields)
  return { status: 200, headers, body: '' }
}

function baseHeaders({ requestId, now }: ResponseFacts): Record<string, string> {
  return {
    'content-type': 'application/x-amz-json-1.1',
    // SDKs set their clock by this one, so it must be the clock that signatures are judged by.
    date: httpDate(now),
    'x-amzn-RequestId': requestId,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
  }
}

/** RFC 9110 section 5.6.7. */
function httpDate(date: Date): string {
  return date.toUTCString()
}

function headerSafe(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 1024)
}
