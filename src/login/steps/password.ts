import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import type { SignInStep } from '../../flows/sign-in/sign-in-step.ts'
import type { Ports } from '../../ports/ports.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import type { Html } from '../view/html.ts'
import { rememberMethod } from '../sign-in/last-method.ts'
import type { Page, PageRequest } from '../drawing/page.ts'
import { passwordPage } from '../pages/password-page.ts'
import { signInFields } from '../pages/sign-in-page.ts'
import { canChoose, canRecover } from '../sign-in/pool-offers.ts'
import { signInContext } from '../sign-in/sign-in-context.ts'
import { startChoice } from '../sign-in/start-choice.ts'
import type { Problem } from '../view/view.ts'
import { backToStart } from '../sign-in/waiting-challenge.ts'
import { hasOtherWays, waitingChoice, type WaitingChoice } from '../sign-in/waiting-choice.ts'

export const password: Page = {
  path: '/password',
  show: (page) => {
    const waiting = waitingChoice(page)
    if (!waiting) return backToStart(page)
    return hasPassword(waiting) ? { kind: 'page', html: drawn(page, waiting.username, []) } : toChoice
  },
  submit: async (page, ports) => {
    const waiting = waitingChoice(page)
    if (waiting && !hasPassword(waiting)) return toChoice
    // The form says itself who signs in, so that it is good for as long as somebody leaves it open.
    const username = waiting?.username ?? page.form.get('username')?.trim() ?? ''
    if (username === '' || !canChoose(page)) return backToStart(page)
    const again = (problems: readonly Problem[]): Html => drawn(page, username, problems)
    const { messages } = page.view
    const entered = page.form.get('password') ?? ''
    if (entered === '') {
      const problem = { field: signInFields.password, text: messages.errors.enterPassword }
      return { kind: 'page', status: 422, html: again([problem]) }
    }
    const { step, cookies } = await prove(page, ports, { username, password: entered })
    const used = rememberMethod(ports, page, step, { username, method: 'PASSWORD' })
    return continueSignIn(ports, page, step, { username, again, cookies: [...used, ...cookies] })
  },
}

const toChoice = { kind: 'go', path: '/choose' } as const

function hasPassword({ choices }: WaitingChoice): boolean {
  return choices.includes('PASSWORD')
}

const gone: readonly string[] = ['session-expired', 'session-invalid', 'session-spent']

/** Answers the sign-in that waits; where none does any more, another begins with the same password. */
async function prove(
  page: PageRequest,
  ports: Ports,
  entered: { readonly username: string; readonly password: string },
): Promise<{ readonly step: SignInStep; readonly cookies: readonly string[] }> {
  const waiting = waitingChoice(page)
  if (waiting !== undefined) {
    const responses = { USERNAME: waiting.userId, ANSWER: 'PASSWORD', PASSWORD: entered.password }
    const answer = { name: 'SELECT_CHALLENGE', responses, session: waiting.session } as const
    const step = await answerChallenge(ports, signInContext(page), answer)
    if (step.kind !== 'refused' || !gone.includes(step.reason)) return { step, cookies: [] }
  }
  return startChoice(ports, page, { ...entered, preferred: 'PASSWORD' })
}

function drawn(page: PageRequest, username: string, problems: readonly Problem[]): Html {
  const waiting = waitingChoice(page)
  return passwordPage(page.view, {
    username,
    canRecover: canRecover(page.request.domain.pool),
    hasOtherWays: waiting !== undefined && hasOtherWays(waiting),
    problems,
  })
}
