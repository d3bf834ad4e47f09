import { findMfaChoices } from '../../flows/sign-in/find-mfa-choices.ts'
import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import type { Html } from '../view/html.ts'
import type { Page, PageRequest } from '../drawing/page.ts'
import { mfaChoicePage } from '../pages/mfa-choice-page.ts'
import type { Ports } from '../../ports/ports.ts'
import { recoveryCodePath } from '../sign-in/recovery-code-path.ts'
import { secondsUntilResend } from '../sign-in/resend-wait.ts'
import { secondFactors } from '../view/second-factors.ts'
import { signInContext } from '../sign-in/sign-in-context.ts'
import type { Problem } from '../view/view.ts'
import { backToStart, waitingChallenge, type WaitingChallenge } from '../sign-in/waiting-challenge.ts'

type WaitingChoice = WaitingChallenge & { readonly factors: readonly string[] }

/** Which second factor to show: people come back to it from every one that they have chosen. */
export const mfaChoice: Page = {
  path: '/mfaChoice',
  show: async (page, ports) => {
    const waiting = await waitingHere(page, ports)
    return waiting ? { kind: 'page', html: drawn(page, waiting, []) } : backToStart(page)
  },
  submit: async (page, ports) => {
    const waiting = await waitingHere(page, ports)
    if (!waiting) return backToStart(page)
    const factor = page.form.get('factor') ?? ''
    // A code that has just been sent is good: asking for it twice brings no second one.
    const isAsked = factor === waiting.name
    if (isAsked && secondsUntilResend(waiting, ports.clock.now()) > 0) return { kind: 'go', path: '/mfa' }
    const step = await answerChallenge(ports, signInContext(page), {
      name: 'SELECT_MFA_TYPE',
      responses: { USERNAME: waiting.userId, ANSWER: factor },
      session: waiting.session,
      ...(waiting.name === 'SELECT_MFA_TYPE' ? {} : { isChosenAnew: true }),
    })
    const again = (problems: readonly Problem[]): Html => drawn(page, waiting, problems)
    return continueSignIn(ports, page, step, { username: waiting.username, again })
  },
}

async function waitingHere(page: PageRequest, ports: Ports): Promise<WaitingChoice | undefined> {
  const waiting = waitingChallenge(page, ['SELECT_MFA_TYPE', ...secondFactors])
  if (waiting === undefined) return undefined
  if (waiting.name === 'SELECT_MFA_TYPE') return { ...waiting, factors: waiting.factors ?? [] }
  const factors = await findMfaChoices(ports, signInContext(page), waiting.session)
  return factors.length > 0 ? { ...waiting, factors } : undefined
}

function drawn(page: PageRequest, { factors }: WaitingChoice, problems: readonly Problem[]): Html {
  return mfaChoicePage(page.view, { purpose: 'verify', factors, recoveryPath: recoveryCodePath(page), problems })
}
