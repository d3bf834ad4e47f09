import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import type { Html } from '../view/html.ts'
import type { Page, PageRequest } from '../drawing/page.ts'
import { mfaSetupEmailPage } from '../pages/mfa-setup-email-page.ts'
import { setUpFactors } from '../sign-in/set-up-factors.ts'
import { signInContext } from '../sign-in/sign-in-context.ts'
import type { Problem } from '../view/view.ts'
import { backToStart, waitingChallenge, type WaitingChallenge } from '../sign-in/waiting-challenge.ts'

export const mfaSetupEmail: Page = {
  path: '/mfaSetupEmail',
  show: (page) => {
    const waiting = waitingChallenge(page, ['MFA_SETUP'])
    return waiting ? { kind: 'page', html: drawn(page, waiting, []) } : backToStart(page)
  },
  submit: async (page, ports) => {
    const waiting = waitingChallenge(page, ['MFA_SETUP'])
    if (!waiting) return backToStart(page)
    const { messages } = page.view
    const email = page.form.get('email')?.trim() ?? ''
    const again = (problems: readonly Problem[]): Html => drawn(page, waiting, problems)
    if (email === '') {
      return {
        kind: 'page',
        status: 422,
        html: again([{ field: 'email', text: messages.errors.enterEmail }]),
      }
    }
    const step = await answerChallenge(ports, signInContext(page), {
      name: 'MFA_SETUP',
      responses: { USERNAME: waiting.userId, EMAIL: email },
      session: waiting.session,
    })
    return continueSignIn(ports, page, step, { username: waiting.username, again })
  },
}

function drawn(page: PageRequest, waiting: WaitingChallenge, problems: readonly Problem[]): Html {
  const email = page.form.get('email')?.trim() ?? ''
  return mfaSetupEmailPage(page.view, { email, hasOtherWays: setUpFactors(waiting).length > 1, problems })
}
