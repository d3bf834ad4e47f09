import { Refusal, refuse } from '../../contract/refusal.ts'
import { confirmSignUp } from '../../flows/users/confirm-sign-up.ts'
import type { DomainRequest, DomainRoute } from '../../flows/user-pools/domain-request.ts'
import { parseForm } from '../../http/forms.ts'
import type { HttpResponse } from '../../http/message.ts'
import { parseQuery } from '../../http/query.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Html } from '../view/html.ts'
import { attempt } from '../entries/attempt.ts'
import { isOwnForm } from '../request/csrf.ts'
import { confirmLinkPage } from '../pages/confirm-link-page.ts'
import { messagePage } from '../pages/message-page.ts'
import { refusalProblem } from '../view/refusal-problem.ts'
import { standalonePage } from '../drawing/standalone-page.ts'
import type { View } from '../view/view.ts'

const path = '/confirmUser'

/** The link of verification mails. Mail scanners open links, so opening it shows a button and only that confirms. */
export const confirmUserRoutes: readonly DomainRoute[] = [
  { method: 'GET', path, isOpenToScripts: false, handle: (request, ports) => answer(request, ports, false) },
  { method: 'POST', path, isOpenToScripts: false, handle: (request, ports) => answer(request, ports, true) },
]

async function answer(request: DomainRequest, ports: Ports, isSubmitted: boolean): Promise<HttpResponse> {
  const query = parseQuery(request.query)
  const values = query.ok && query.duplicates.length === 0 ? query.values : new Map<string, string>()
  const client = await ports.storage.appClients.find(values.get('client_id') ?? '')
  const username = values.get('user_name')
  const code = values.get('confirmation_code')
  const { pool } = request.domain
  if (client?.poolId !== pool.id || !username || !code) {
    return standalonePage(request, ports, {
      client: undefined,
      status: 400,
      draw: (view) =>
        messagePage(view, {
          title: view.messages.errorPageTitle,
          text: view.messages.errors.badLink,
          requestId: request.facts.requestId,
        }),
    })
  }
  const form = parseForm(request.body)
  if (!isSubmitted || !form.ok || !isOwnForm(request, form.values)) {
    const status = isSubmitted ? 403 : 200
    return standalonePage(request, ports, {
      client,
      status,
      draw: (view) => confirmLinkPage({ ...view, outOfDate: isSubmitted }, { problems: [] }),
    })
  }

  const outcome = await attempt(
    confirmSignUp(ports, refuse, { pool, client, username, code, forceAliasCreation: false, request: request.facts }),
  )
  if (!(outcome instanceof Refusal)) {
    return standalonePage(request, ports, {
      client,
      status: 200,
      draw: (view) => messagePage(view, { title: view.messages.confirmedTitle, text: view.messages.confirmedLead }),
    })
  }
  return standalonePage(request, ports, { client, status: 422, draw: (view) => refusedPage(view, outcome) })
}

/** A code that does not help is not asked for again: the link has no other. */
function refusedPage(view: View, refusal: Refusal): Html {
  const { messages } = view
  if (refusal.exception === 'CodeMismatchException' || refusal.exception === 'ExpiredCodeException')
    return messagePage(view, { title: messages.linkSpentTitle, text: messages.linkSpentLead })
  return confirmLinkPage(view, { problems: [refusalProblem(messages, refusal).problem] })
}
