import type { ServerResponse } from 'node:http'
import type { ClientFacts } from '../exchange/exchange.ts'
import type { Reply } from '../exchange/reply.ts'
import { findLiveSession, hashSessionId, touchSession } from './live-session.ts'
import type { SessionRefresh } from './refresh-session.ts'
import { csrfHeader, hasCsrfToken, isOwnPage, isSafeMethod } from './request-forgery.ts'
import type { SessionApi } from './session-configuration.ts'
import { readSessionCookie, sessionCookieRemoval } from './session-cookies.ts'
import type { SessionPorts } from './session-ports.ts'
import { sessionJson } from './session-reply.ts'
import type { SessionRequest } from './session-request.ts'

export interface ForwardedRequest {
  readonly request: SessionRequest
  readonly response: ServerResponse
  /** Path and query as on the wire. */
  readonly path: string
  readonly client: ClientFacts | undefined
}

/**
 * `/api/*`: to the API with the session's token in `Authorization`, where the page had only a cookie. Without a session
 * the request goes on without a token, and the API's own authorizer decides. Undefined: the gateway has answered.
 */
export async function forwardToApi(
  { client, path, request, response }: ForwardedRequest,
  ports: SessionPorts,
  refresh: SessionRefresh,
): Promise<Reply | undefined> {
  const api = apiOf(ports.configuration.apis, path)
  if (api === undefined) return sessionJson(404, { message: 'Not Found' })
  if (!isOwnPage(request, ports.configuration.origin)) return sessionJson(403, { message: 'Forbidden' })

  const id = readSessionCookie(request.cookies)
  const found = id === undefined ? undefined : await findLiveSession(ports, hashSessionId(id))
  if (id !== undefined && found === undefined) return signedOut()
  let token: string | undefined
  if (found !== undefined) {
    const isForged = !isSafeMethod(request.guarded.method) && !hasCsrfToken(request, found.state.csrfToken)
    if (isForged) return sessionJson(403, { message: 'Forbidden' })
    const freshness = await refresh.ensureFresh(await touchSession(ports, found))
    if (freshness.kind === 'ended') return signedOut()
    if (freshness.kind === 'unavailable') return sessionJson(503, { message: 'Service Unavailable' })
    const { accessToken, idToken } = freshness.session.state
    token = api.token === 'id' ? idToken : accessToken
  }
  const rest = path.slice(api.prefix.length)
  await ports.gateway.handle(request.message, response, {
    apiId: api.apiId,
    stage: api.stage,
    path: rest.startsWith('/') ? rest : `/${rest}`,
    ...(client === undefined ? {} : { client }),
    onBehalf: { authorization: token === undefined ? undefined : `Bearer ${token}`, alsoDropped: [csrfHeader] },
  })
  return undefined
}

function signedOut(): Reply {
  return sessionJson(401, { message: 'Unauthorized' }, [sessionCookieRemoval()])
}

/** The prefix ends at a segment's end, as written: an encoded spelling of it is no prefix. */
function apiOf(apis: readonly SessionApi[], path: string): SessionApi | undefined {
  return apis
    .filter(({ prefix }) => path.startsWith(prefix) && /^(?:[/?]|$)/.test(path.slice(prefix.length)))
    .toSorted((one, other) => other.prefix.length - one.prefix.length)[0]
}
