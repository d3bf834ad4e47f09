import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import { continueSignIn } from '../continue-sign-in.ts'
import type { Html } from '../html.ts'
import type { Page, PageRequest } from '../page.ts'
import { mfaChoicePage } from '../pages/mfa-choice-page.ts'
import { recoveryCodePath } from '../recovery-code-path.ts'
import { signInContext } from '../sign-in-context.ts'
import type { Problem } from '../view.ts'
import { backToStart, waitingChallenge, type WaitingChallenge } from '../waiting-challenge.ts'

export const mfaChoice: Page = {
  path: '/mfaChoice',
  show: (page) => {
    const waiting = waitingChallenge(page, ['SELECT_MFA_TYPE'])
    return waiting ? { kind: 'page', html: drawn(page, waiting, []) } : backToStart(page)
  },
  submit: async (page, ports) => {
    const waiting = waitingChallenge(page, ['SELECT_MFA_TYPE'])
    if (!waiting) return backToStart(page)
    const step = await answerChallenge(ports, signInContext(page), {
      name: 'SELECT_MFA_TYPE',
      responses: { USERNAME: waiting.userId, ANSWER: page.form.get('factor') ?? '' },
      session: waiting.session,
    })
    const again = (problems: readonly Problem[]): Html => drawn(page, waiting, problems)
    return continueSignIn(ports, page, step, { username: waiting.username, again })
  },
}

function drawn(page: PageRequest, { factors = [] }: WaitingChallenge, problems: readonly Problem[]): Html {
  return mfaChoicePage(page.view, { purpose: 'verify', factors, recoveryPath: recoveryCodePath(page), problems })
}
