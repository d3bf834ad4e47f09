import { signInWithPassword } from '../../flows/sign-in/sign-in-with-password.ts'
import type { Ports } from '../../ports/ports.ts'
import { forgetBrowserDevice, readBrowserDevice } from '../browser-device.ts'
import { continueSignIn } from '../continue-sign-in.ts'
import { drawSignIn } from '../draw-sign-in.ts'
import type { Html } from '../html.ts'
import { readLastMethod } from '../last-method.ts'
import type { Page, PageAnswer, PageRequest } from '../page.ts'
import { signInFields } from '../pages/sign-in-page.ts'
import { stateAfterStart } from '../page-state.ts'
import { canChoose, offeredProviders, ownUsers } from '../pool-offers.ts'
import { signInContext } from '../sign-in-context.ts'
import { missingIdentifier } from '../sign-in-identifier.ts'
import { startChoice } from '../start-choice.ts'
import type { Problem } from '../view.ts'

export const login: Page = {
  path: '/login',
  show: async (page, ports) => {
    const { state, authorization } = page
    if ((authorization.identityProvider ?? ownUsers) !== ownUsers) return { kind: 'go', path: '/oauth2/authorize' }
    const notice = state?.kind === 'notice' ? state : undefined
    const username = notice?.username ?? authorization.loginHint ?? ''
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
    const attempt = { username, password, deviceKey: device?.deviceKey }
    const step = await signInWithPassword(ports, signInContext(page), attempt)
    if (step.kind !== 'refused' || step.reason !== 'device-unknown')
      return continueSignIn(ports, page, step, { username, again })
    // The person forgot this device elsewhere, or it is somebody else's: sign in as on a new one.
    const anew = await signInWithPassword(ports, signInContext(page), { username, password })
    return continueSignIn(ports, page, anew, { username, again, cookies: [forgetBrowserDevice(page)] })
  },
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
