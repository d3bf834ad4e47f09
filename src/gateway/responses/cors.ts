import type { CorsConfiguration } from '../definition/cors.ts'
import type { ApiExtras } from '../definition/api-extras.ts'
import { findHeader, withoutHeaders, type HeaderList } from '../../http/header-list.ts'
import type { GuardedRequest } from '../request/request-guard.ts'
import type { Reply } from '../exchange/reply.ts'

/** A browser's question, which an HTTP API with CORS configured answers before routing and authorization. */
function isPreflight({ method, headers }: GuardedRequest): boolean {
  return (
    method === 'OPTIONS' &&
    findHeader(headers, 'origin') !== undefined &&
    findHeader(headers, 'access-control-request-method') !== undefined
  )
}

/** Whether CORS answers the request; what it does not is for the routes. */
export function answersPreflight(cors: CorsConfiguration, request: GuardedRequest, extras: ApiExtras): boolean {
  if (!isPreflight(request)) return false
  return extras['preflight-miss'] === 'answer' || allowedOrigin(cors, request.headers) !== undefined
}

/** An origin that is not allowed gets no CORS header, and the browser stops there. */
export function preflightReply(
  cors: CorsConfiguration,
  request: GuardedRequest,
  extras: ApiExtras,
): { readonly reply: Reply; readonly reason?: string } {
  const status = extras['preflight-status'] === '200' ? 200 : 204
  const allowed = allowedOrigin(cors, request.headers)
  if (allowed === undefined) return { reply: { status, headers: [], body: '' }, reason: 'CORS: foreign origin' }
  const headers: (readonly [string, string])[] = [...originHeaders(cors, allowed)]
  if (cors.allowMethods.length > 0) headers.push(['access-control-allow-methods', cors.allowMethods.join(',')])
  if (cors.allowHeaders.length > 0) headers.push(['access-control-allow-headers', cors.allowHeaders.join(',')])
  if (cors.maxAgeSeconds !== undefined) headers.push(['access-control-max-age', String(cors.maxAgeSeconds)])
  return { reply: { status, headers, body: '' } }
}

/** The answer's headers with the backend's CORS headers replaced by the configured ones. */
export function withCorsHeaders(cors: CorsConfiguration, requestHeaders: HeaderList, headers: HeaderList): HeaderList {
  const plain = withoutHeaders(headers, (name) => name.startsWith('access-control-'))
  const allowed = allowedOrigin(cors, requestHeaders)
  if (allowed === undefined) return plain
  const exposed = cors.exposeHeaders.join(',')
  return [
    ...plain,
    ...originHeaders(cors, allowed),
    ...(exposed === '' ? [] : [['access-control-expose-headers', exposed] as const]),
  ]
}

function originHeaders(cors: CorsConfiguration, allowed: string): HeaderList {
  return [
    ['access-control-allow-origin', allowed],
    ...(cors.allowCredentials ? [['access-control-allow-credentials', 'true'] as const] : []),
    // The answer differs by origin: a shared cache must not hand one origin's to another.
    ...(allowed === '*' ? [] : [['vary', 'Origin'] as const]),
  ]
}

function allowedOrigin({ allowOrigins }: CorsConfiguration, headers: HeaderList): string | undefined {
  const origin = findHeader(headers, 'origin')
  if (origin === undefined) return undefined
  if (allowOrigins.includes('*')) return '*'
  return allowOrigins.some((pattern) => matchesOrigin(pattern, origin)) ? origin : undefined
}

/** `https://*.example.com` or `https://*`: the star stands for one host or part of one, never for more than a host. */
function matchesOrigin(pattern: string, origin: string): boolean {
  if (!pattern.includes('*')) return pattern.toLowerCase() === origin.toLowerCase()
  const [before = '', after = ''] = pattern.toLowerCase().split('*', 2)
  const candidate = origin.toLowerCase()
  if (!candidate.startsWith(before) || !candidate.endsWith(after)) return false
  const middle = candidate.slice(before.length, candidate.length - after.length)
  const isHost = after === '' ? /^[a-z0-9.-]+(?::\d+)?$/ : /^[a-z0-9.-]+$/
  return candidate.length > before.length + after.length && isHost.test(middle)
}
