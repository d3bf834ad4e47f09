import { Refusal, refuse } from '../../contract/refusal.ts'
import { confirmSignUp, type ConfirmedSignUp } from '../../flows/users/confirm-sign-up.ts'
import { sessionOfConfirmation } from '../../flows/users/sign-up-session.ts'
import type { Ports } from '../../ports/ports.ts'
import { attempt } from '../entries/attempt.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import type { Html } from '../view/html.ts'
import type { Page, PageAnswer, PageRequest } from '../drawing/page.ts'
import type { PageState } from '../request/page-state.ts'
import { confirmSignUpPage } from '../pages/confirm-sign-up-page.ts'
import { canChoose } from '../sign-in/pool-offers.ts'
import { readCode } from '../entries/read-code.ts'
import { signInContext } from '../sign-in/sign-in-context.ts'
import { startChoice } from '../sign-in/start-choice.ts'
import { secondsUntilResend } from '../sign-in/resend-wait.ts'
import { refusalProblem } from '../view/refusal-problem.ts'
import type { Problem } from '../view/view.ts'
import { backToStart } from '../sign-in/waiting-challenge.ts'

type Confirming = Extract<PageState, { kind: 'confirming' }>

export const confirm: Page = {
  path: '/confirm',
  show: (page, ports) => {
    const { state } = page
    return state?.kind === 'confirming'
      ? { kind: 'page', html: drawn(page, state, [], ports.clock.now()) }
      : backToStart(page)
  },
  submit: async (page, ports) => {
    const { state, view } = page
    if (state?.kind !== 'confirming') return backToStart(page)
    const { pool } = page.request.domain
    const { username } = state
    const code = readCode(page.form.get('code'))
    if (code === '') {
      const problem = { field: 'code', text: view.messages.errors.enterCode }
      return { kind: 'page', status: 422, html: drawn(page, state, [problem], ports.clock.now()) }
    }
    const confirmation = {
      pool,
      client: page.client,
      username,
      code,
      forceAliasCreation: false,
      request: page.request.facts,
    }
    const outcome = await attempt(confirmSignUp(ports, refuse, confirmation))
    if (outcome instanceof Refusal) {
      const { status, problem } = refusalProblem(view.messages, outcome)
      return { kind: 'page', status, html: drawn(page, state, [problem], ports.clock.now()) }
    }
    return (
      (await signedInAtOnce(page, ports, { ...outcome, username })) ?? {
        kind: 'go',
        path: '/login',
        state: { kind: 'notice', clientId: page.client.id, notice: 'confirmed', username },
      }
    )
  },
}

/** The code just shown is as good as one in the place of a password, where people may begin with one. */
async function signedInAtOnce(
  page: PageRequest,
  ports: Ports,
  { username, ...confirmed }: ConfirmedSignUp & { readonly username: string },
): Promise<PageAnswer | undefined> {
  if (!canChoose(page)) return undefined
  const session = sessionOfConfirmation(ports, signInContext(page), confirmed)
  const started = session === undefined ? undefined : await startChoice(ports, page, { username, session })
  if (started === undefined || started.step.kind === 'refused') return undefined
  const { step, cookies } = started
  return continueSignIn(ports, page, step, {
    username,
    again: () => confirmSignUpPage(page.view, nothingShown),
    cookies,
  })
}

const nothingShown = { destination: undefined, secondsUntilResend: 0, problems: [] } as const

function drawn(page: PageRequest, state: Confirming, problems: readonly Problem[], now: Date): Html {
  const isAgain = state.isAgain === true && problems.length === 0
  return confirmSignUpPage(page.view, {
    destination: state.destination,
    secondsUntilResend: secondsUntilResend(state, now),
    problems,
    notice: isAgain ? page.view.messages.resent : undefined,
  })
}
