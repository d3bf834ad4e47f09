import { refuse } from '../../../contract/refusal.ts'
import { disavowChange, type Disavowed } from '../../../flows/account-centre/disavow-change.ts'
import { openDisavowal } from '../../../flows/notices/disavowal.ts'
import { findAccountClient } from '../../../flows/account-centre/find-account-client.ts'
import { loginCookieRemoval } from '../../../flows/sessions/login-cookie.ts'
import type { DomainRequest, DomainRoute } from '../../../flows/user-pools/domain-request.ts'
import { parseForm } from '../../../http/forms.ts'
import type { HttpResponse } from '../../../http/message.ts'
import { parseQuery } from '../../../http/query.ts'
import type { Ports } from '../../../ports/ports.ts'
import { isOwnForm } from '../../request/csrf.ts'
import { messagePage, type MessagePage } from '../../pages/message-page.ts'
import { standalonePage } from '../../drawing/standalone-page.ts'
import type { View } from '../../view/view.ts'
import { notMePage } from '../pages/not-me-page.ts'

const path = '/account/not-me'

/** The link of a notice, for whoever did not do what it tells of: nobody is signed in, and scanners open it too. */
export const notMeRoutes: readonly DomainRoute[] = [
  { method: 'GET', path, isOpenToScripts: false, handle: (request, ports) => answer(request, ports, false) },
  { method: 'POST', path, isOpenToScripts: false, handle: (request, ports) => answer(request, ports, true) },
]

async function answer(request: DomainRequest, ports: Ports, isSubmitted: boolean): Promise<HttpResponse> {
  const query = parseQuery(request.query)
  const token = query.ok && query.duplicates.length === 0 ? query.values.get('token') : undefined
  const { pool } = request.domain
  const client = await findAccountClient(ports, pool)
  const disavowal = openDisavowal(ports, token ?? '')
  const page = { client, status: 400 }
  if (client === undefined || disavowal?.poolId !== pool.id) {
    return standalonePage(request, ports, { ...page, draw: (view) => messagePage(view, spent(view)) })
  }
  const form = parseForm(request.body)
  if (!isSubmitted || !form.ok || !isOwnForm(request, form.values)) {
    return standalonePage(request, ports, {
      client,
      status: isSubmitted ? 403 : 200,
      draw: (view) => notMePage({ ...view, outOfDate: isSubmitted }, { restores: disavowal.restores?.destination }),
    })
  }
  const outcome = await disavowChange(ports, refuse, pool, disavowal)
  const status = outcome.kind === 'spent' ? 400 : 200
  const response = await standalonePage(request, ports, {
    client,
    status,
    draw: (view) => messagePage({ ...view, query: '' }, said(view, outcome)),
  })
  return withoutLogin(request, response)
}

function said(view: View, { kind }: Disavowed): MessagePage {
  const { account, signIn } = view.messages
  if (kind === 'spent') return spent(view)
  return {
    title: account.notMeDoneTitle,
    text: kind === 'secured' ? account.notMeDoneLead : account.notMeTakenLead,
    signInLabel: signIn,
    signInPath: '/account',
  }
}

function spent({ messages }: View): MessagePage {
  return { title: messages.linkSpentTitle, text: messages.account.notMeSpentLead }
}

/** Its session ended with all others. */
function withoutLogin({ domain }: DomainRequest, response: HttpResponse): HttpResponse {
  const cookies = [response.headers['set-cookie'] ?? []].flat()
  return { ...response, headers: { ...response.headers, 'set-cookie': [...cookies, loginCookieRemoval(domain)] } }
}
