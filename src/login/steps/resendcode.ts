import { Refusal, refuse } from '../../contract/refusal.ts'
import { resendConfirmationCode } from '../../flows/users/resend-confirmation-code.ts'
import { attempt } from '../entries/attempt.ts'
import type { Page } from '../drawing/page.ts'
import { confirmSignUpPage } from '../pages/confirm-sign-up-page.ts'
import { refusalProblem } from '../view/refusal-problem.ts'
import { backToStart } from '../sign-in/waiting-challenge.ts'

/** Cognito: reached from `/confirm` only. */
export const resendcode: Page = {
  path: '/resendcode',
  show: (page) => (page.state?.kind === 'confirming' ? { kind: 'go', path: '/confirm' } : backToStart(page)),
  submit: async (page, ports) => {
    const { state } = page
    if (state?.kind !== 'confirming') return backToStart(page)
    const { username } = state
    const { pool } = page.request.domain
    const resend = { pool, client: page.client, username, request: page.request.facts }
    const outcome = await attempt(resendConfirmationCode(ports, refuse, resend))
    if (outcome instanceof Refusal) {
      const { status, problem } = refusalProblem(page.view.messages, outcome)
      const shown = { destination: state.destination, secondsUntilResend: 0, problems: [problem] }
      return { kind: 'page', status, html: confirmSignUpPage(page.view, shown) }
    }
    const sentAt = ports.clock.now().getTime()
    return {
      kind: 'go',
      path: '/confirm',
      state: { ...state, destination: outcome.Destination, sentAt, isAgain: true },
    }
  },
}
