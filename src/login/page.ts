import type { AppClient } from '../domain/app-client.ts'
import type { AuthorizationRequest } from '../flows/authorization/authorization-request.ts'
import { errorPageLocation } from '../flows/authorization/page-errors.ts'
import { readAuthorizationRequest } from '../flows/authorization/read-authorization-request.ts'
import type { DomainRequest, DomainRoute } from '../flows/user-pools/domain-request.ts'
import { cookiePath } from '../flows/sessions/login-cookie.ts'
import { parseCookies, serializeCookie, serializeRemoval } from '../http/cookies.ts'
import { parseForm } from '../http/forms.ts'
import { findHeader } from '../http/headers.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { csrfCookieName, csrfToken, isOwnForm } from './csrf.ts'
import type { Html } from './html.ts'
import { pageHeaders } from './page-headers.ts'
import { openPageState, sealPageState, type PageState } from './page-state.ts'
import type { View } from './view.ts'
import { pageView } from './page-view.ts'

/** A request to a page, within the authorization request that its query holds. */
export interface PageRequest {
  readonly request: DomainRequest
  readonly client: AppClient
  readonly authorization: AuthorizationRequest
  readonly view: View
  readonly state: PageState | undefined
  /** Empty on GET. */
  readonly form: ReadonlyMap<string, string>
}

export type PageAnswer =
  /** `state` replaces what waits in the browser; null removes it; absent leaves it. */
  | {
      readonly kind: 'page'
      readonly status?: number
      readonly html: Html
      readonly state?: PageState | null
      readonly cookies?: readonly string[]
    }
  /** To another page of this domain, with the same query. */
  | {
      readonly kind: 'go'
      readonly path: string
      readonly state?: PageState | null
      readonly cookies?: readonly string[]
    }
  /** Back to the client. */
  | { readonly kind: 'leave'; readonly location: string; readonly cookies: readonly string[] }

const stateCookieName = 'page-data'

/** One page: what it shows, and what it does with its form. */
export interface Page {
  readonly path: string
  readonly show: (page: PageRequest, ports: Ports) => Promise<PageAnswer> | PageAnswer
  readonly submit?: (page: PageRequest, ports: Ports) => Promise<PageAnswer>
}

export function pageRoutes({ path, show, submit }: Page): readonly DomainRoute[] {
  const route = (method: 'GET' | 'POST', answer: Page['show']): DomainRoute => ({
    method,
    path,
    isOpenToScripts: false,
    handle: (request, ports) => answerPage(request, ports, { show, answer }),
  })
  return submit ? [route('GET', show), route('POST', submit)] : [route('GET', show)]
}

async function answerPage(
  request: DomainRequest,
  ports: Ports,
  { show, answer }: { readonly show: Page['show']; readonly answer: Page['show'] },
): Promise<HttpResponse> {
  const read = await readAuthorizationRequest(ports, request.domain, request.query)
  if (read.kind === 'page-error')
    return redirect(302, errorPageLocation(request.domain.baseUrl, read, request.query), [])
  if (read.kind === 'redirect-error') return redirect(302, read.location, [])

  const token = csrfToken(ports, request)
  const cookies = parseCookies(findHeader(request.headers, 'cookie'))
  const form = request.method === 'POST' ? readForm(request) : new Map<string, string>()
  const page: PageRequest = {
    request,
    client: read.client,
    authorization: read.request,
    view: pageView(request, read.client, token),
    state: openPageState(ports, cookies.get(stateCookieName), read.client.id),
    form,
  }
  if (request.method === 'POST' && !isOwnForm(request, form)) return outOfDate(page, ports, show)
  return respond(page, ports, await answer(page, ports))
}

/** A form that we did not send, or sent before the browser lost its cookie: the page again, with a fresh token. */
async function outOfDate(page: PageRequest, ports: Ports, show: Page['show']): Promise<HttpResponse> {
  const view = { ...page.view, outOfDate: true }
  const answer = await show({ ...page, view, form: new Map() }, ports)
  return respond(page, ports, answer.kind === 'page' ? { ...answer, status: 403 } : answer)
}

function readForm(request: DomainRequest): ReadonlyMap<string, string> {
  const parsed = parseForm(request.body)
  return parsed.ok && parsed.duplicates.length === 0 ? parsed.values : new Map()
}

async function respond(page: PageRequest, ports: Ports, answer: PageAnswer): Promise<HttpResponse> {
  const { request, view, authorization } = page
  const path = cookiePath(request.domain)
  const csrf = serializeCookie({ name: csrfCookieName, value: view.csrfToken, path })
  if (answer.kind === 'leave') {
    const cookies = [...answer.cookies, serializeRemoval({ name: stateCookieName, path })]
    return redirect(request.method === 'POST' ? 303 : 302, answer.location, cookies)
  }
  const cookies = [csrf, ...stateCookie(ports, answer.state, path), ...(answer.cookies ?? [])]
  if (answer.kind === 'go') {
    const location = `${request.domain.baseUrl}${answer.path}${view.query}`
    return redirect(request.method === 'POST' ? 303 : 302, location, cookies)
  }
  return {
    status: answer.status ?? 200,
    headers: { ...pageHeaders(authorization.redirectUri), 'set-cookie': cookies },
    body: String(await answer.html),
  }
}

function stateCookie(ports: Ports, state: PageState | null | undefined, path: string): readonly string[] {
  if (state === undefined) return []
  if (state === null) return [serializeRemoval({ name: stateCookieName, path })]
  return [serializeCookie({ name: stateCookieName, value: sealPageState(ports, state), path })]
}

function redirect(status: 302 | 303, location: string, cookies: readonly string[]): HttpResponse {
  return { status, headers: cookies.length > 0 ? { location, 'set-cookie': cookies } : { location }, body: '' }
}
