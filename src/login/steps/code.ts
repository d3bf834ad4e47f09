import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import type { Html } from '../view/html.ts'
import { rememberMethod } from '../sign-in/last-method.ts'
import type { Page, PageRequest } from '../drawing/page.ts'
import { firstCodePage } from '../pages/first-code-page.ts'
import { readCode } from '../entries/read-code.ts'
import { secondsUntilResend } from '../sign-in/resend-wait.ts'
import { signInContext } from '../sign-in/sign-in-context.ts'
import type { Problem } from '../view/view.ts'
import { backToStart } from '../sign-in/waiting-challenge.ts'
import { hasOtherWays, waitingChoice, type WaitingChoice } from '../sign-in/waiting-choice.ts'

type WaitingCode = WaitingChoice & { readonly method: 'EMAIL_OTP' | 'SMS_OTP' }

/** A code in the place of a password. */
export const code: Page = {
  path: '/code',
  show: (page, ports) => {
    const waiting = waitingCode(page)
    return waiting ? { kind: 'page', html: drawn(page, waiting, [], ports.clock.now()) } : backToStart(page)
  },
  submit: async (page, ports) => {
    const waiting = waitingCode(page)
    if (!waiting) return backToStart(page)
    const again = (problems: readonly Problem[]): Html => drawn(page, waiting, problems, ports.clock.now())
    const { messages } = page.view
    const entered = readCode(page.form.get('code'))
    if (entered === '') {
      const problem = { field: 'code', text: messages.errors.enterCode }
      return { kind: 'page', status: 422, html: again([problem]) }
    }
    const { method, username, userId, session } = waiting
    const responses = { USERNAME: userId, [`${method}_CODE`]: entered }
    const step = await answerChallenge(ports, signInContext(page), { name: method, responses, session })
    const cookies = rememberMethod(ports, page, step, { username, method })
    return continueSignIn(ports, page, step, { username, again, cookies })
  },
}

function waitingCode(page: PageRequest): WaitingCode | undefined {
  const waiting = waitingChoice(page)
  if (waiting?.name !== 'EMAIL_OTP' && waiting?.name !== 'SMS_OTP') return undefined
  return { ...waiting, method: waiting.name }
}

function drawn(page: PageRequest, waiting: WaitingCode, problems: readonly Problem[], now: Date): Html {
  const { username, method, destination = '' } = waiting
  return firstCodePage(page.view, {
    username,
    method,
    destination,
    secondsUntilResend: secondsUntilResend(waiting, now),
    hasOtherWays: hasOtherWays(waiting),
    problems,
    notice: waiting.isAgain && problems.length === 0 ? page.view.messages.resent : undefined,
  })
}
