import { signInWithPassword } from '../../flows/sign-in/starts/sign-in-with-password.ts'
import type { Ports } from '../../ports/ports.ts'
import { stepUpSession } from '../../flows/sign-in/starts/step-up-session.ts'
import { forgetBrowserDevice, readBrowserDevice } from '../sign-in/browser-device.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import { drawSignIn } from '../sign-in/draw-sign-in.ts'
import type { Html } from '../view/html.ts'
import { readLastMethod } from '../sign-in/last-method.ts'
import type { Page, PageAnswer, PageRequest } from '../drawing/page.ts'
import { signInFields } from '../pages/sign-in-page.ts'
import { stepUpPage } from '../pages/step-up-page.ts'
import { stateAfterStart } from '../request/page-state.ts'
import { canChoose, offeredProviders, ownUsers } from '../sign-in/pool-offers.ts'
import { signInContext } from '../sign-in/sign-in-context.ts'
import { missingIdentifier } from '../sign-in/identifier-texts.ts'
import { findStepUp } from '../sign-in/find-step-up.ts'
import { startChoice } from '../sign-in/start-choice.ts'
import type { Problem } from '../view/view.ts'

export const login: Page = {
  path: '/login',
  show: async (page, ports) => {
    const { state, authorization } = page
    if ((authorization.identityProvider ?? ownUsers) !== ownUsers) return { kind: 'go', path: '/oauth2/authorize' }
    const stepUp = await findStepUp(page, ports)
    if (stepUp !== undefined && !isOther(page)) {
      return { kind: 'page', html: stepUpPage(page.view, stepUp.found.user.username), state: stateAfterStart(state) }
    }
    const notice = state?.kind === 'notice' ? state : undefined
    const username = page.form.get('username') ?? notice?.username ?? authorization.loginHint ?? ''
    const { messages } = page.view
    const problems = notice?.notice === 'session-ended' ? [{ text: messages.errors.sessionEnded }] : []
    const texts = { confirmed: messages.confirmed, 'password-changed': messages.passwordChanged }
    const good =
      notice?.notice === 'confirmed' || notice?.notice === 'password-changed' ? texts[notice.notice] : undefined
    return {
      kind: 'page',
      html: await drawSignIn(page, ports, { username, problems, notice: good }),
      state: stateAfterStart(state),
    }
  },
  submit: async (page, ports) => {
    const { messages } = page.view
    if (page.form.has('stepUp')) return steppedUp(page, ports, page.form.get('stepUp') === 'yes')
    const username = (page.form.get('username') ?? '').trim()
    const password = page.form.get('password') ?? ''
    if (canChoose(page) && password === '') return named(page, ports, username)
    const problems = [
      ...(username === '' ? [{ field: signInFields.username, text: missingIdentifier(page) }] : []),
      ...(password === '' ? [{ field: signInFields.password, text: messages.errors.enterPassword }] : []),
    ]
    if (!offeredProviders(page.client).includes(ownUsers)) {
      const refused = [{ text: messages.errors.unsupported }]
      return { kind: 'page', status: 403, html: await drawSignIn(page, ports, { username, problems: refused }) }
    }
    if (problems.length > 0)
      return { kind: 'page', status: 422, html: await drawSignIn(page, ports, { username, problems }) }

    const again = (found: readonly Problem[]): Promise<Html> => drawSignIn(page, ports, { username, problems: found })
    const device = readBrowserDevice(ports, page)
    const { acrValues } = page.authorization
    const attempt = { username, password, acrValues: acrValues.length > 0 ? acrValues.join(' ') : undefined }
    const step = await signInWithPassword(ports, signInContext(page), { ...attempt, deviceKey: device?.deviceKey })
    if (step.kind !== 'refused' || step.reason !== 'device-unknown')
      return continueSignIn(ports, page, step, { username, again })
    // The person forgot this device elsewhere, or it is somebody else's: sign in as on a new one.
    const anew = await signInWithPassword(ports, signInContext(page), attempt)
    return continueSignIn(ports, page, anew, { username, again, cookies: [forgetBrowserDevice(page)] })
  },
}

function isOther({ state }: PageRequest): boolean {
  return state?.kind === 'notice' && state.notice === 'other-account'
}

/** Whoever is signed in and goes on adds the factor that is missing; their session stays as it is until then. */
async function steppedUp(page: PageRequest, ports: Ports, goesOn: boolean): Promise<PageAnswer> {
  const state = { kind: 'notice', clientId: page.client.id, notice: 'other-account' } as const
  const stepUp = goesOn ? await findStepUp(page, ports) : undefined
  const step = stepUp && (await stepUpSession(ports, signInContext(page), stepUp))
  if (stepUp === undefined || step === undefined) return { kind: 'go', path: '/login', state }
  const { username } = stepUp.found.user
  const again = (problems: readonly Problem[]): Html => stepUpPage(page.view, username, problems)
  return continueSignIn(ports, page, step, { username, again })
}

/** Somebody has said who they are; what comes next is theirs to choose, or what they chose last time. */
async function named(page: PageRequest, ports: Ports, username: string): Promise<PageAnswer> {
  const { messages } = page.view
  const again = (problems: readonly Problem[]): Promise<Html> => drawSignIn(page, ports, { username, problems })
  const required = { field: signInFields.username, text: missingIdentifier(page) }
  if (username === '') return { kind: 'page', status: 422, html: await again([required]) }
  // No name is longer, and one that were could not wait in a cookie.
  const isTooLong = username.length > longestName
  if (isTooLong)
    return { kind: 'page', status: 422, html: await again([{ ...required, text: messages.errors.valueTooLong }]) }
  const preferred = readLastMethod(ports, page, username)
  const { step, cookies } = await startChoice(ports, page, { username, preferred })
  return continueSignIn(ports, page, step, { username, again, cookies })
}

const longestName = 128
