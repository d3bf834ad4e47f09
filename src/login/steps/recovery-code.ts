import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import type { Html } from '../view/html.ts'
import type { Page, PageRequest } from '../drawing/page.ts'
import { recoveryCodePage } from '../pages/recovery-code-page.ts'
import { recoveryCodePath } from '../sign-in/recovery-code-path.ts'
import { signInContext } from '../sign-in/sign-in-context.ts'
import type { Problem } from '../view/view.ts'
import { backToStart, waitingChallenge, type WaitingChallenge } from '../sign-in/waiting-challenge.ts'

/** The challenges in whose place a recovery code is taken. */
const replaced = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SELECT_MFA_TYPE'] as const

/** For the day when somebody cannot use their second factor. */
export const recoveryCode: Page = {
  path: '/recoveryCode',
  show: (page) => {
    const waiting = waitingHere(page)
    return waiting ? { kind: 'page', html: drawn(page, waiting, []) } : backToStart(page)
  },
  submit: async (page, ports) => {
    const waiting = waitingHere(page)
    const name = replaced.find((each) => each === waiting?.name)
    if (waiting === undefined || name === undefined) return backToStart(page)
    const { messages } = page.view
    const again = (problems: readonly Problem[]): Html => drawn(page, waiting, problems)
    const code = page.form.get('code')?.trim() ?? ''
    if (code === '') {
      const problem = { field: 'code', text: messages.errors.required(messages.account.recoveryCode) }
      return { kind: 'page', status: 422, html: again([problem]) }
    }
    const step = await answerChallenge(ports, signInContext(page), {
      name,
      responses: { USERNAME: waiting.userId },
      session: waiting.session,
      recoveryCode: code,
    })
    return continueSignIn(ports, page, step, { username: waiting.username, again })
  },
}

function waitingHere(page: PageRequest): WaitingChallenge | undefined {
  return recoveryCodePath(page) === undefined ? undefined : waitingChallenge(page, replaced)
}

function drawn(page: PageRequest, { name }: WaitingChallenge, problems: readonly Problem[]): Html {
  return recoveryCodePage(page.view, { back: name === 'SELECT_MFA_TYPE' ? '/mfaChoice' : '/mfa', problems })
}
