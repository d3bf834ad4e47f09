import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { isPasskeyAllowed } from '../../domain/user-pools/passkey-offer.ts'
import { signInLocation } from '../../flows/authorization/account-pages.ts'
import { findAccountClient } from '../../flows/account-centre/find-account-client.ts'
import { findAccountSession, type AccountSession } from '../../flows/account-centre/find-account-session.ts'
import { findContinueUrl, type ContinueUrl } from '../../flows/account-centre/find-continue-url.ts'
import type { DomainRequest, DomainRoute } from '../../flows/user-pools/domain-request.ts'
import { readLoginCookie } from '../../flows/sessions/login-cookie.ts'
import type { HttpResponse } from '../../http/message.ts'
import { parseQuery } from '../../http/query.ts'
import type { Ports } from '../../ports/ports.ts'
import { messagePage } from '../pages/message-page.ts'
import { redirect, routesOf, type OpenedPage, type PageFamily, type PageSteps } from '../request/page-routes.ts'
import { passkeySignals } from '../view/passkey-signals.ts'
import { readPageState, type AccountNotice, type PageState } from '../request/page-state.ts'
import { pageView } from '../drawing/page-view.ts'
import { standalonePage } from '../drawing/standalone-page.ts'

/** A request to a page of the account centre, by whoever is signed in at this browser. */
export interface AccountRequest extends OpenedPage {
  /** The client that people enter through: what it may write is what they can change. */
  readonly client: AppClient
  readonly session: AccountSession
  readonly continueTo: ContinueUrl | undefined
  readonly state: Extract<PageState, { kind: 'account' }> | undefined
}

export interface AccountPage extends PageSteps<AccountRequest> {
  /** Whether it changes what guards the account, which takes a sign-in of the last minutes. */
  readonly isGuarded: boolean
  /** Where it may be met; everywhere unless given. Where not, it leads to the first page. */
  readonly isOffered?: (page: AccountRequest) => boolean
}

export function accountRoutes(page: AccountPage): readonly DomainRoute[] {
  return routesOf(accountFamily(page), page)
}

/** Every page is entered here and nowhere else: signed in, lately where that matters, and where the pool offers it. */
function accountFamily({ path, isGuarded, isOffered }: AccountPage): PageFamily<AccountRequest> {
  return {
    open: async (request, ports, csrfToken) => {
      const { domain } = request
      const client = await findAccountClient(ports, domain.pool)
      if (client === undefined) return notHere
      const asked = readParameters(request)
      if (asked.isRefused) return signInRefused(request, ports, client)
      const continueTo = await findContinueUrl(ports, domain.pool, asked.continue)
      const query = continueTo === undefined ? '' : `?continue=${encodeURIComponent(continueTo.url)}`
      const toSignIn = (again?: { readonly username: string }): HttpResponse => {
        const location = signInLocation(domain, client, { page: `${path}${query}`, ...(again ? { again } : {}) })
        return redirect(request.method === 'POST' ? 303 : 302, location, [])
      }
      const session = await findAccountSession(ports, domain, client, readLoginCookie(request.headers))
      if (session === undefined) return toSignIn()
      if (isGuarded && !session.isRecent) return toSignIn({ username: session.user.username })
      const view = { ...(await pageView(ports, request, client, csrfToken)), query }
      const state = ownState(readPageState(ports, request, client.id), session)
      const page: AccountRequest = { request, client, session, continueTo, state, view, form: new Map() }
      if (isOffered?.(page) === false) return redirect(302, `${domain.baseUrl}/account${query}`, [])
      const isTold = path === '/account/passkeys' || (state?.notice !== undefined && toldNotices.includes(state.notice))
      if (!isTold || !isPasskeyAllowed(domain.pool)) return page
      return { ...page, view: { ...view, signals: await passkeySignals(ports, domain.pool, session.user) } }
    },
    redirectUri: () => undefined,
  }
}

/** What was done that the keeper of passkeys should hear of: it shows what they are called. */
const toldNotices: readonly AccountNotice[] = ['profileSaved', 'emailChanged', 'phoneChanged', 'passkeyRemoved']

const notHere: HttpResponse = {
  status: 404,
  headers: { 'content-type': 'text/plain;charset=UTF-8' },
  body: 'Not Found',
}

function readParameters({ query }: DomainRequest): {
  readonly continue: string | undefined
  readonly isRefused: boolean
} {
  const parsed = parseQuery(query)
  if (!parsed.ok || parsed.duplicates.length > 0) return { continue: undefined, isRefused: false }
  return { continue: parsed.values.get('continue'), isRefused: parsed.values.has('error') }
}

/** The sign-in pages had no way to let anybody in through this client: sending people there again would help nobody. */
function signInRefused(
  request: DomainRequest,
  ports: Pick<Ports, 'pageTexts' | 'random' | 'storage'>,
  client: AppClient,
): Promise<HttpResponse> {
  return standalonePage(request, ports, {
    client,
    status: 400,
    draw: (view) =>
      messagePage(view, {
        title: view.messages.errorPageTitle,
        text: view.messages.account.fault,
        requestId: request.facts.requestId,
      }),
  })
}

/** What somebody else left at this browser is nobody's to see. */
function ownState(
  state: PageState | undefined,
  { user }: AccountSession,
): Extract<PageState, { kind: 'account' }> | undefined {
  return state?.kind === 'account' && state.sub === user.sub ? state : undefined
}
