import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import type { Html } from '../view/html.ts'
import { readLastMethod } from '../sign-in/last-method.ts'
import { methodsAmong } from '../view/page-methods.ts'
import type { Page, PageRequest } from '../drawing/page.ts'
import { choosePage } from '../pages/choose-page.ts'
import { secondsUntilResend } from '../sign-in/resend-wait.ts'
import { signInContext } from '../sign-in/sign-in-context.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Problem } from '../view/view.ts'
import { backToStart } from '../sign-in/waiting-challenge.ts'
import { waitingChoice, type WaitingChoice } from '../sign-in/waiting-choice.ts'

/** How to sign in, as long as nothing is proven: people come back to it from every way that they have chosen. */
export const choose: Page = {
  path: '/choose',
  show: (page, ports) => {
    const waiting = waitingChoice(page)
    return waiting ? { kind: 'page', html: drawn(page, ports, waiting, []) } : backToStart(page)
  },
  submit: async (page, ports) => {
    const waiting = waitingChoice(page)
    if (!waiting) return backToStart(page)
    const again = (problems: readonly Problem[]): Html => drawn(page, ports, waiting, problems)
    const method = methodsAmong(waiting.choices).find((offered) => offered === page.form.get('method'))
    if (method === undefined)
      return { kind: 'page', status: 422, html: again([{ text: page.view.messages.errors.unknown }]) }
    const { name, session, userId, username } = waiting
    const isCode = method === 'EMAIL_OTP' || method === 'SMS_OTP'
    // A code that has just been sent is good: asking for it twice brings no second one.
    if (isCode && name === method && secondsUntilResend(waiting, ports.clock.now()) > 0)
      return { kind: 'go', path: '/code' }
    // Password and choice wait in the same place, and the password's answer names its own choice.
    if (method === 'PASSWORD') return { kind: 'go', path: '/password' }
    const step = await answerChallenge(ports, signInContext(page), {
      name: 'SELECT_CHALLENGE',
      responses: { USERNAME: userId, ANSWER: method },
      session,
    })
    const answer = await continueSignIn(ports, page, step, { username, again })
    const isAgain = isCode && name === method && answer.kind === 'go' && answer.state?.kind === 'challenge'
    return isAgain ? { ...answer, state: { ...answer.state, isAgain: true } } : answer
  },
}

function drawn(page: PageRequest, ports: Ports, waiting: WaitingChoice, problems: readonly Problem[]): Html {
  const { username, choices } = waiting
  const methods = methodsAmong(choices)
  const last = readLastMethod(ports, page, username)
  return choosePage(page.view, { username, methods, last: methods.find((method) => method === last), problems })
}
