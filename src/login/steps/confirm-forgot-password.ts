import { Refusal, refuse } from '../../contract/refusal.ts'
import { confirmPassword } from '../../flows/password-changes/recover-password-confirm.ts'
import { attempt } from '../entries/attempt.ts'
import type { Html } from '../view/html.ts'
import type { Page, PageRequest } from '../drawing/page.ts'
import type { PageState } from '../request/page-state.ts'
import { resetPasswordPage } from '../pages/reset-password-page.ts'
import { withPasswordAdvice } from '../entries/password-advice.ts'
import { passwordProblems } from '../view/password-problems.ts'
import { readCode } from '../entries/read-code.ts'
import { refusalProblem } from '../view/refusal-problem.ts'
import type { Problem } from '../view/view.ts'
import { backToStart } from '../sign-in/waiting-challenge.ts'

type Resetting = Extract<PageState, { kind: 'resetting' }>

/** Cognito: reached from `/forgotPassword` only. */
export const confirmForgotPassword: Page = {
  path: '/confirmforgotPassword',
  show: (page) => {
    const { state } = page
    return state?.kind === 'resetting' ? { kind: 'page', html: drawn(page, state, []) } : backToStart(page)
  },
  submit: async (page, ports) => {
    const { state } = page
    if (state?.kind !== 'resetting') return backToStart(page)
    const { messages } = page.view
    const code = readCode(page.form.get('code'))
    const password = page.form.get('password') ?? ''
    const problems = [
      ...(code === '' ? [{ field: 'code', text: messages.errors.enterCode }] : []),
      ...passwordProblems(messages, password),
    ]
    const again = async (found: readonly Problem[]): Promise<Html> =>
      drawn(page, state, await withPasswordAdvice(ports, page, found))
    if (problems.length > 0) return { kind: 'page', status: 422, html: again(problems) }

    const { pool } = page.request.domain
    const { username } = state
    const confirmation = { pool, client: page.client, username, code, password, request: page.request.facts }
    const outcome = await attempt(confirmPassword(ports, refuse, confirmation))
    if (outcome instanceof Refusal) {
      const { status, problem } = refusalProblem(messages, outcome)
      return { kind: 'page', status, html: again([problem]) }
    }
    return {
      kind: 'go',
      path: '/login',
      state: { kind: 'notice', clientId: page.client.id, notice: 'password-changed', username },
    }
  },
}

function drawn(page: PageRequest, { username, destination }: Resetting, problems: readonly Problem[]): Html {
  const policy = page.request.domain.pool.configuration.Policies?.PasswordPolicy ?? {}
  return resetPasswordPage(page.view, { username, destination, policy, problems })
}
