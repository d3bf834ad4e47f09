import { refuse } from '../../../contract/refusal.ts'
import { deviceNameOf } from '../../../domain/devices/device-name.ts'
import { isTrackingSessions } from '../../../domain/sessions/session-limits.ts'
import type { UserSession } from '../../../domain/sessions/user-session.ts'
import { listUserSessions } from '../../../flows/sessions/list-user-sessions.ts'
import { loginCookieRemoval } from '../../../flows/sessions/login-cookie.ts'
import { revokeUserSession } from '../../../flows/sessions/revoke-user-session.ts'
import { signOutEverywhere } from '../../../flows/tokens/sign-out-everywhere.ts'
import type { Ports } from '../../../ports/ports.ts'
import { html, type Html } from '../../view/html.ts'
import type { PageAnswer } from '../../request/page-answer.ts'
import { messagePage } from '../../pages/message-page.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { after, done, shown } from '../answers.ts'
import { listPage } from '../pages/list-page.ts'
import { action } from '../parts/action.ts'
import type { Item } from '../parts/item-list.ts'
import { momentText } from '../parts/moments.ts'

const path = '/account/sessions'

export const sessions: AccountPage = {
  path,
  isGuarded: false,
  show: async (page, ports) => shown(page, await drawn(page, ports, [])),
  submit: async (page, ports) => {
    const { form, session, view } = page
    if (form.get('action') === 'everywhere') return endAll(page, ports)
    const sessionId = form.get('session') ?? ''
    if (sessionId === session.session.track?.sessionId) return { kind: 'go', path }
    const revocation = revokeUserSession(ports, refuse, { user: session.user, sessionId, associated: 'LINKED' })
    const gone = await drawn(page, ports, [{ text: view.messages.account.sessionGone }])
    return after(page, revocation, { again: () => gone, next: () => done(page, path, 'sessionEnded') })
  },
}

async function endAll({ session, request, view }: AccountRequest, ports: Ports): Promise<PageAnswer> {
  await signOutEverywhere(ports, session.user)
  const { account, signIn } = view.messages
  return {
    kind: 'page',
    html: messagePage(view, {
      title: account.everywhereTitle,
      text: account.everywhereLead,
      signInLabel: signIn,
      signInPath: '/account',
    }),
    state: null,
    cookies: [loginCookieRemoval(request.domain)],
  }
}

async function drawn(page: AccountRequest, ports: Ports, problems: readonly Problem[]): Promise<Html> {
  const { view, request, session } = page
  const { account } = view.messages
  const isTracked = isTrackingSessions(request.domain.pool)
  const found = isTracked ? await listUserSessions(ports, session.user) : []
  return listPage(page, {
    title: account.sessionsTitle,
    lead: isTracked ? account.sessionsLead : account.sessionsOff,
    problems,
    items: await Promise.all(found.map((each) => itemOf(page, ports, each))),
    below: html`<div>
      <p class="hint">${account.everywhereHint}</p>
      ${action(view, { path, label: account.everywhere, values: { action: 'everywhere' }, kind: 'danger' })}
    </div>`,
  })
}

async function itemOf({ view, session }: AccountRequest, ports: Ports, each: UserSession): Promise<Item> {
  const { messages } = view
  const { account } = messages
  const { sessionId, lastActive } = each.track
  const isHere = sessionId === session.session.track?.sessionId
  const app = each.type === 'TOKEN' ? await ports.storage.appClients.find(each.family.clientId) : undefined
  const name = deviceNameOf(lastActive.userAgent)
  const title = name === deviceNameOf(undefined) ? account.sessionUnknownDevice : name
  return {
    title,
    ...(isHere ? { mark: account.sessionHere } : {}),
    details: [
      app === undefined ? account.sessionOfBrowser : account.sessionOfApp(app.name),
      `${account.sessionSeen(momentText(messages, lastActive.at))} ${account.sessionFrom(lastActive.ipAddress)}`,
    ],
    ...(isHere
      ? {}
      : { actions: action(view, { path, label: account.sessionEnd, values: { session: sessionId }, of: title }) }),
  }
}
