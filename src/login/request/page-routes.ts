import type { DomainRequest, DomainRoute } from '../../flows/user-pools/domain-request.ts'
import { cookiePath } from '../../flows/sessions/login-cookie.ts'
import { attachment } from '../../http/attachment.ts'
import { serializeCookie, serializeRemoval } from '../../http/cookies.ts'
import { parseForm } from '../../http/forms.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { Ports } from '../../ports/ports.ts'
import { csrfCookieName, csrfToken, isOwnForm } from './csrf.ts'
import type { PageAnswer } from './page-answer.ts'
import { languageCookies } from './page-language.ts'
import { pageHeaders } from './page-headers.ts'
import { sealPageState, stateCookieName, type PageState } from './page-state.ts'
import type { View } from '../view/view.ts'

/** A request to a page, whatever else is known of it. */
export interface OpenedPage {
  readonly request: DomainRequest
  readonly view: View
  /** Empty on GET. */
  readonly form: ReadonlyMap<string, string>
}

/** Pages that are entered in one way: within an authorization request, or by somebody who is signed in. */
export interface PageFamily<Opened extends OpenedPage> {
  /** The page with an empty form, or the answer to whoever cannot enter. */
  readonly open: (request: DomainRequest, ports: Ports, csrfToken: string) => Promise<Opened | HttpResponse>
  /** Where its forms may lead besides this domain. */
  readonly redirectUri: (page: Opened) => string | undefined
}

/** One page: what it shows, and what it does with its form. */
export interface PageSteps<Opened extends OpenedPage> {
  readonly path: string
  readonly show: (page: Opened, ports: Ports) => Promise<PageAnswer> | PageAnswer
  readonly submit?: (page: Opened, ports: Ports) => Promise<PageAnswer>
}

export function routesOf<Opened extends OpenedPage>(
  family: PageFamily<Opened>,
  { path, show, submit }: PageSteps<Opened>,
): readonly DomainRoute[] {
  const route = (method: 'GET' | 'POST', answer: PageSteps<Opened>['show']): DomainRoute => ({
    method,
    path,
    isOpenToScripts: false,
    handle: (request, ports) => answerPage(request, ports, { family, show, answer }),
  })
  return submit ? [route('GET', show), route('POST', submit)] : [route('GET', show)]
}

interface Steps<Opened extends OpenedPage> {
  readonly family: PageFamily<Opened>
  readonly show: PageSteps<Opened>['show']
  readonly answer: PageSteps<Opened>['show']
}

async function answerPage<Opened extends OpenedPage>(
  request: DomainRequest,
  ports: Ports,
  { family, show, answer }: Steps<Opened>,
): Promise<HttpResponse> {
  const entered = await family.open(request, ports, csrfToken(ports, request))
  if ('status' in entered) return entered
  const opened = { ...entered, request: requestFrom(entered) }
  const redirectUri = family.redirectUri(opened)
  if (request.method !== 'POST') return respond(ports, { ...opened, redirectUri }, await answer(opened, ports))
  const form = readForm(request)
  if (isOwnForm(request, form)) {
    return respond(ports, { ...opened, redirectUri }, await answer({ ...opened, form }, ports))
  }
  // A form that we did not send, or sent before the browser lost its cookie: the page again, with a fresh token.
  const again = { ...opened, view: { ...opened.view, outOfDate: true } }
  const shown = await show(again, ports)
  return respond(ports, { ...again, redirectUri }, shown.kind === 'page' ? { ...shown, status: 403 } : shown)
}

/** What flows write to the person is in the language of the page, and its codes are for the page. */
function requestFrom({ request, view }: OpenedPage): DomainRequest {
  const pageHost = new URL(request.domain.baseUrl).hostname
  return { ...request, facts: { ...request.facts, language: view.messages.locale, pageHost } }
}

/** What was sent, each name once; nothing at all of what is no form. */
export function readForm(request: DomainRequest): ReadonlyMap<string, string> {
  const parsed = parseForm(request.body)
  return parsed.ok && parsed.duplicates.length === 0 ? parsed.values : new Map()
}

async function respond(
  ports: Ports,
  { request, view, redirectUri }: OpenedPage & { readonly redirectUri: string | undefined },
  answer: PageAnswer,
): Promise<HttpResponse> {
  const path = cookiePath(request.domain)
  const csrf = serializeCookie({ name: csrfCookieName, value: view.csrfToken, path })
  if (answer.kind === 'leave') {
    const cookies = [...answer.cookies, serializeRemoval({ name: stateCookieName, path })]
    return redirect(request.method === 'POST' ? 303 : 302, answer.location, cookies)
  }
  if (answer.kind === 'file') return fileResponse(answer)
  const cookies = [
    csrf,
    ...languageCookies(request),
    ...stateCookie(ports, answer.state, path),
    ...('cookies' in answer ? (answer.cookies ?? []) : []),
  ]
  if (answer.kind === 'go') {
    const location = `${request.domain.baseUrl}${answer.path}${view.query}`
    return redirect(request.method === 'POST' ? 303 : 302, location, cookies)
  }
  if (answer.kind === 'script') {
    const headers = { 'content-type': 'application/json', 'set-cookie': cookies }
    return { status: 200, headers, body: JSON.stringify(answer.value) }
  }
  return {
    status: answer.status ?? 200,
    headers: { ...pageHeaders(redirectUri), 'set-cookie': cookies },
    body: String(await answer.html),
  }
}

function fileResponse({ name, type, body }: Extract<PageAnswer, { readonly kind: 'file' }>): HttpResponse {
  const headers = { 'content-type': type, 'content-disposition': attachment(name) }
  return { status: 200, headers, body }
}

function stateCookie(ports: Ports, state: PageState | null | undefined, path: string): readonly string[] {
  if (state === undefined) return []
  if (state === null) return [serializeRemoval({ name: stateCookieName, path })]
  return [serializeCookie({ name: stateCookieName, value: sealPageState(ports, state), path })]
}

export function redirect(status: 302 | 303, location: string, cookies: readonly string[]): HttpResponse {
  return { status, headers: cookies.length > 0 ? { location, 'set-cookie': cookies } : { location }, body: '' }
}
