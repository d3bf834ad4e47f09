import { Refusal, refuse } from '../../contract/refusal.ts'
import { recoverPassword } from '../../flows/password-changes/recover-password.ts'
import { attempt } from '../entries/attempt.ts'
import { entryProblem } from '../view/entry-problem.ts'
import type { Html } from '../view/html.ts'
import type { Page, PageRequest } from '../drawing/page.ts'
import { stateAfterStart } from '../request/page-state.ts'
import { forgotPasswordPage } from '../pages/forgot-password-page.ts'
import { refusalProblem } from '../view/refusal-problem.ts'
import { identifierLabel, missingIdentifier } from '../sign-in/identifier-texts.ts'
import type { Problem } from '../view/view.ts'

export const forgotPassword: Page = {
  path: '/forgotPassword',
  show: (page) => {
    const { state, view } = page
    const notice = state?.kind === 'notice' ? state : undefined
    const problems = notice?.notice === 'reset-required' ? [{ text: view.messages.errors.resetRequired }] : []
    return {
      kind: 'page',
      html: drawn(page, page.form.get('username') ?? knownName(page) ?? '', problems),
      state: stateAfterStart(state),
    }
  },
  submit: async (page, ports) => {
    const { messages } = page.view
    const username = page.form.get('username')?.trim() ?? ''
    const problem =
      username === ''
        ? { field: 'username', text: missingIdentifier(page) }
        : entryProblem(messages, 'username', { field: 'username', value: username })
    if (problem) {
      return { kind: 'page', status: 422, html: drawn(page, username, [problem]) }
    }
    const { pool } = page.request.domain
    const recovery = { pool, client: page.client, username, request: page.request.facts }
    const outcome = await attempt(recoverPassword(ports, refuse, recovery))
    if (outcome instanceof Refusal) {
      const { status, problem } = refusalProblem(messages, outcome)
      return { kind: 'page', status, html: drawn(page, username, [problem]) }
    }
    const state = { kind: 'resetting', clientId: page.client.id, username, destination: outcome.Destination } as const
    return { kind: 'go', path: '/confirmforgotPassword', state }
  },
}

/** Whoever has said who they are need not say it again. */
function knownName({ state }: PageRequest): string | undefined {
  return state?.kind === 'notice' || state?.kind === 'challenge' ? state.username : undefined
}

function drawn(page: PageRequest, username: string, problems: readonly Problem[]): Html {
  return forgotPasswordPage(page.view, { username, label: identifierLabel(page), problems })
}
