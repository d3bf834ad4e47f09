import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { DeviceAuthorization } from '../../domain/authorization/device-authorization.ts'
import { writtenUserCode } from '../../domain/authorization/user-code.ts'
import { extraOf, isExtraAnywhere } from '../../domain/extras/extras.ts'
import { findReusableSession } from '../../flows/authorization/find-reusable-session.ts'
import { readAuthorizationRequest } from '../../flows/authorization/read-authorization-request.ts'
import { decideDevice } from '../../flows/device-grant/decide-device.ts'
import { deviceAuthorizationQuery, deviceConsentPath } from '../../flows/authorization/device-pages.ts'
import { openDeviceRequest } from '../../flows/device-grant/device-request.ts'
import { isWaiting } from '../../flows/device-grant/find-waiting-device.ts'
import { readLoginCookie } from '../../flows/sessions/login-cookie.ts'
import type { ValidLoginSession } from '../../flows/sessions/login-session.ts'
import type { DomainRequest, DomainRoute } from '../../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../../http/message.ts'
import { parseQuery } from '../../http/query.ts'
import type { Ports } from '../../ports/ports.ts'
import type { PageAnswer } from '../request/page-answer.ts'
import { redirect, routesOf, type OpenedPage, type PageFamily, type PageSteps } from '../request/page-routes.ts'
import { pageView } from '../drawing/page-view.ts'
import { deviceAllowPage } from '../pages/device-allow-page.ts'
import { messagePage, type MessagePage } from '../pages/message-page.ts'
import { standalonePage } from '../drawing/standalone-page.ts'
import { refuseUnstyled } from '../drawing/unstyled.ts'
import type { View } from '../view/view.ts'

/** Somebody who is signed in, surely enough for the client, and the device that they may allow. */
interface AllowPage extends OpenedPage {
  readonly waiting: WaitingDevice
  readonly found: ValidLoginSession
  /** Signs in whoever it is not. */
  readonly otherHref: string
}

interface WaitingDevice {
  readonly client: AppClient
  readonly authorization: DeviceAuthorization
  readonly userCode: string
  /** As it stands in the address. */
  readonly sealed: string
}

/** Whoever is not signed in is sent to the authorization endpoint, which leads back here (flows/device-grant). */
const family: PageFamily<AllowPage> = {
  open: async (request, ports, csrfToken) => {
    const { domain } = request
    const waiting = await findWaiting(request, ports)
    if (waiting === undefined) return refused(request, ports, ({ messages }) => spent(messages))
    const { client, authorization, sealed } = waiting
    const unstyled = await refuseUnstyled(ports, request, client)
    if (unstyled) return unstyled
    const { scopes, acrValues } = authorization
    const wanted = { clientId: client.id, request: sealed, scope: scopes.join(' '), acrValues }
    const query = deviceAuthorizationQuery(domain, wanted)
    const read = await readAuthorizationRequest(ports, domain, query)
    if (read.kind !== 'valid' || hasError(request)) return refused(request, ports, unsupported)
    const asked = { pool: domain.pool, client, request: read.request }
    const found = await findReusableSession(ports, asked, readLoginCookie(request.headers))
    const signIn = `${domain.baseUrl}/oauth2/authorize?${query}`
    if (found === undefined) return redirect(request.method === 'POST' ? 303 : 302, signIn, [])
    const view = await pageView(ports, request, client, csrfToken)
    return { request, view, waiting, found, otherHref: `${signIn}&prompt=login`, form: new Map() }
  },
  redirectUri: () => undefined,
}

const deviceAllow: PageSteps<AllowPage> = {
  path: deviceConsentPath,
  show: ({ view, waiting, found, otherHref }) => ({
    kind: 'page',
    html: deviceAllowPage(view, {
      userCode: writtenUserCode(waiting.userCode),
      username: found.user.username,
      otherHref,
    }),
  }),
  submit: async (page, ports) => {
    const { form, found, request, view, waiting } = page
    const answer = form.get('answer')
    if (answer !== 'allow' && answer !== 'deny') return deviceAllow.show(page, ports)
    const isAllowed = answer === 'allow'
    const decision = { found, isAllowed, request: request.facts }
    const isDecided = await decideDevice(ports, waiting.authorization, decision)
    return isDecided
      ? decided(view, isAllowed)
      : { kind: 'page', status: 400, html: messagePage({ ...view, query: '' }, spent(view.messages)) }
  },
}

export const deviceAllowRoutes: readonly DomainRoute[] = routesOf(family, deviceAllow).map((route) => ({
  ...route,
  isOffered: (pool) => isExtraAnywhere(pool, 'device-grant'),
}))

async function findWaiting(
  { domain: { pool }, query: text }: DomainRequest,
  ports: Pick<Ports, 'clock' | 'sealing' | 'storage'>,
): Promise<WaitingDevice | undefined> {
  const query = parseQuery(text)
  const sealed = query.ok && query.duplicates.length === 0 ? query.values.get('request') : undefined
  const opened = openDeviceRequest(ports, pool.id, sealed ?? '')
  if (opened === undefined || sealed === undefined) return undefined
  const authorization = await ports.storage.deviceAuthorizations.find(pool.id, opened.deviceCodeHash)
  if (authorization === undefined || !isWaiting(authorization, ports.clock.now())) return undefined
  const client = await ports.storage.appClients.find(authorization.clientId)
  if (client?.poolId !== pool.id || !extraOf(pool, 'device-grant', client)) return undefined
  return { client, authorization, userCode: opened.userCode, sealed }
}

/** The sign-in pages had no way to let anybody in through this client: sending people there again would help nobody. */
function hasError({ query }: DomainRequest): boolean {
  const parsed = parseQuery(query)
  return parsed.ok && parsed.values.has('error')
}

function decided(view: View, isAllowed: boolean): PageAnswer {
  const { deviceAllowedTitle, deviceDeniedTitle, signedOut: text } = view.messages
  return {
    kind: 'page',
    html: messagePage(view, { title: isAllowed ? deviceAllowedTitle : deviceDeniedTitle, text }),
    state: null,
  }
}

function spent({ errorPageTitle, errors, deviceTitle }: View['messages']): MessagePage {
  return { title: errorPageTitle, text: errors.deviceUnknown, signInLabel: deviceTitle, signInPath: '/device' }
}

function unsupported({ messages }: View): MessagePage {
  return { title: messages.errorPageTitle, text: messages.errors.unsupported }
}

function refused(
  request: DomainRequest,
  ports: Pick<Ports, 'pageTexts' | 'random' | 'storage'>,
  content: (view: View) => MessagePage,
): Promise<HttpResponse> {
  return standalonePage(request, ports, {
    client: undefined,
    status: 400,
    draw: (view) => messagePage({ ...view, query: '' }, content(view)),
  })
}
