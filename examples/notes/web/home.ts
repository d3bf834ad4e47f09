// The page that never sees a token: the gateway holds them, the browser has a cookie that no script can read.
import { loadConfig } from './config.ts'
import type { AppConfig } from './config.ts'
import { element, part, show } from './dom.ts'
import { messageOf, signInErrorText } from './messages.ts'
import { notesView } from './notes-view.ts'
import { createSessionApi, findSession, signInUrl, signOut } from './session.ts'
import type { Session } from './session.ts'
import { say } from './status.ts'

const view = part('view')

start().catch((error: unknown) => say(messageOf(error)))

async function start(): Promise<void> {
  const session = await findSession()
  document.documentElement.dataset.ready = 'true'
  if (session !== undefined) return showNotes(session, await loadConfig())
  const reason = new URLSearchParams(location.search).get('signInError')
  if (reason === null) return
  history.replaceState(null, '', '/')
  const notice = element('p', { class: 'notice', role: 'alert', tabindex: -1 }, signInErrorText(reason))
  view.prepend(notice)
  notice.focus()
}

function showNotes(session: Session, { accountUrl }: AppConfig): void {
  const { username, email } = session.user
  const leave = element('button', { type: 'button' }, 'Sign out')
  leave.addEventListener('click', () => {
    leave.disabled = true
    signOut(session).catch((error: unknown) => {
      leave.disabled = false
      say(messageOf(error))
    })
  })
  part('who').replaceChildren(
    element('span', { class: 'user', title: email }, username),
    ...accountLink(accountUrl),
    leave,
  )
  show(
    view,
    'Your notes',
    notesView(createSessionApi(session), () => location.assign(signInUrl)),
  )
}

/** To the account centre, which shows the way back here. */
function accountLink(url: string | undefined): readonly HTMLElement[] {
  if (url === undefined) return []
  const back = encodeURIComponent(`${location.origin}/`)
  return [element('a', { href: `${url}?continue=${back}` }, 'Your account')]
}
