import { extraValues } from '../../domain/extras/extras.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { Ports } from '../../ports/ports.ts'
import type { DomainRequest, DomainRoute } from './domain-request.ts'

/**
 * Answers a request to a pool's domain from these routes, with the headers that every answer there has
 * (cognito-web contract, sections 1 and 3.3). A handler's own headers come first.
 */
export async function answerDomainRequest(
  routes: readonly DomainRoute[],
  request: DomainRequest,
  ports: Ports,
): Promise<HttpResponse> {
  const { pool } = request.domain
  const here = routes.filter(({ path, isOffered }) => path === request.path && (isOffered?.(pool) ?? true))
  const isOpen = here.some(({ isOpenToScripts }) => isOpenToScripts)
  const response = await answer(here, request, ports)
  const headers = { ...commonHeaders(request), ...(isOpen ? corsHeaders : {}), ...response.headers }
  return { ...response, headers }
}

async function answer(here: readonly DomainRoute[], request: DomainRequest, ports: Ports): Promise<HttpResponse> {
  const [first] = here
  if (first === undefined) return plain(404, 'Not Found')
  const methods = here.map(({ method }) => method).join(', ')
  if (request.method === 'OPTIONS' && first.isOpenToScripts) return preflight(request.domain.pool, methods)
  const route = here.find(({ method }) => method === request.method)
  if (route === undefined) return { ...plain(405, 'Method Not Allowed'), headers: { ...plainHeaders, allow: methods } }
  try {
    return await route.handle(request, ports)
  } catch (cause) {
    ports.log.error(
      { requestId: request.facts.requestId, path: route.path, error: cause },
      'a request to a pool domain failed',
    )
    return route.isOpenToScripts
      ? { status: 500, headers: jsonHeaders, body: '{"error":"server_error"}' }
      : plain(500, 'Internal Server Error')
  }
}

const plainHeaders = { 'content-type': 'text/plain;charset=UTF-8' }
const jsonHeaders = { 'content-type': 'application/json;charset=UTF-8' }

function plain(status: number, body: string): HttpResponse {
  return { status, headers: plainHeaders, body }
}

/** Scripts of every origin may call these endpoints, and read their refusals too; cookies never come along. */
const corsHeaders = { 'access-control-allow-origin': '*' }

/** Amplify sends `x-amz-user-agent`, userInfo needs `authorization`, and a proof of possession has a header of its own. */
function preflight(pool: UserPool, methods: string): HttpResponse {
  const proof = extraValues(pool, 'dpop').some((value) => value !== 'off') ? ', dpop' : ''
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': methods,
      'access-control-allow-headers': `content-type, authorization, x-amz-user-agent${proof}`,
      'access-control-max-age': '3600',
    },
    body: '',
  }
}

function commonHeaders({ domain, facts }: DomainRequest): Record<string, string> {
  return {
    'x-amz-cognito-request-id': facts.requestId,
    'x-content-type-options': 'nosniff',
    'x-xss-protection': '1; mode=block',
    'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
    pragma: 'no-cache',
    expires: '0',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    server: 'Server',
    ...transportSecurity(domain.baseUrl),
  }
}

/** Not for `localhost` itself: every other program of that machine would lose its plain HTTP. */
function transportSecurity(baseUrl: string): Record<string, string> {
  if (new URL(baseUrl).hostname === 'localhost') return {}
  return { 'strict-transport-security': 'max-age=31536000 ; includeSubDomains' }
}
