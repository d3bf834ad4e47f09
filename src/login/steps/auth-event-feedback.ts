import type { FeedbackValueType } from '../../contract/shapes.gen.ts'
import type { DomainRequest, DomainRoute } from '../../flows/user-pools/domain-request.ts'
import { openFeedbackToken } from '../../flows/threat-protection/feedback-token.ts'
import { parseForm } from '../../http/forms.ts'
import type { HttpResponse } from '../../http/message.ts'
import { parseQuery } from '../../http/query.ts'
import type { Ports } from '../../ports/ports.ts'
import { isOwnForm } from '../request/csrf.ts'
import { feedbackPage } from '../pages/feedback-page.ts'
import { messagePage } from '../pages/message-page.ts'
import { standalonePage } from '../drawing/standalone-page.ts'

const path = '/authEventFeedback'

/** The links of notices about sign-ins. Mail scanners open links, so only the button that they show says anything. */
export const authEventFeedbackRoutes: readonly DomainRoute[] = [
  { method: 'GET', path, isOpenToScripts: false, handle: (request, ports) => answer(request, ports, false) },
  { method: 'POST', path, isOpenToScripts: false, handle: (request, ports) => answer(request, ports, true) },
]

async function answer(request: DomainRequest, ports: Ports, isSubmitted: boolean): Promise<HttpResponse> {
  const query = parseQuery(request.query)
  const values = query.ok && query.duplicates.length === 0 ? query.values : new Map<string, string>()
  const value = feedbackOf(values.get('feedback'))
  const subject = openFeedbackToken(ports, values.get('feedback_token') ?? '')
  if (value === undefined || subject?.poolId !== request.domain.pool.id) return badLink(request, ports)
  const form = parseForm(request.body)
  if (!isSubmitted || !form.ok || !isOwnForm(request, form.values)) {
    return standalonePage(request, ports, {
      client: undefined,
      status: isSubmitted ? 403 : 200,
      draw: (view) => feedbackPage({ ...view, outOfDate: isSubmitted }, value),
    })
  }

  const feedback = { value, provider: 'User', at: ports.clock.now() }
  const { committed } = await ports.storage.commit([{ write: 'recordFeedback', ...subject, feedback }])
  if (!committed) return badLink(request, ports)
  return standalonePage(request, ports, {
    client: undefined,
    status: 200,
    draw: (view) =>
      messagePage(view, {
        title: view.messages.feedbackTakenTitle,
        text: value === 'Valid' ? view.messages.feedbackWasMe : view.messages.feedbackWasNotMe,
      }),
  })
}

function feedbackOf(text: string | undefined): FeedbackValueType | undefined {
  return text === 'Valid' || text === 'Invalid' ? text : undefined
}

function badLink(request: DomainRequest, ports: Ports): Promise<HttpResponse> {
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
