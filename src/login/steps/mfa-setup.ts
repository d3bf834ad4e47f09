import type { Html } from '../view/html.ts'
import type { Page, PageAnswer, PageRequest } from '../drawing/page.ts'
import { mfaChoicePage } from '../pages/mfa-choice-page.ts'
import { beginSoftwareToken } from '../sign-in/begin-software-token.ts'
import type { Ports } from '../../ports/ports.ts'
import { setUpFactors } from '../sign-in/set-up-factors.ts'
import type { Problem } from '../view/view.ts'
import { backToStart, waitingChallenge, type WaitingChallenge } from '../sign-in/waiting-challenge.ts'

/** What to set up; a single possibility is not asked about. */
export const mfaSetup: Page = {
  path: '/mfaSetup',
  show: (page, ports) => {
    const waiting = waitingChallenge(page, ['MFA_SETUP'])
    if (!waiting) return backToStart(page)
    const [first, ...others] = setUpFactors(waiting)
    if (first !== undefined && others.length === 0) return chosen(page, ports, waiting, first)
    return { kind: 'page', html: drawn(page, waiting, []) }
  },
  submit: async (page, ports) => {
    const waiting = waitingChallenge(page, ['MFA_SETUP'])
    if (!waiting) return backToStart(page)
    const factor = page.form.get('factor') ?? ''
    if (setUpFactors(waiting).includes(factor)) return chosen(page, ports, waiting, factor)
    return { kind: 'page', status: 422, html: drawn(page, waiting, [{ text: page.view.messages.errors.unknown }]) }
  },
}

async function chosen(page: PageRequest, ports: Ports, waiting: WaitingChallenge, factor: string): Promise<PageAnswer> {
  if (factor === 'EMAIL_OTP') return { kind: 'go', path: '/mfaSetupEmail', state: waiting }
  return beginSoftwareToken(page, ports, waiting)
}

function drawn(page: PageRequest, waiting: WaitingChallenge, problems: readonly Problem[]): Html {
  return mfaChoicePage(page.view, { purpose: 'set-up', factors: setUpFactors(waiting), problems })
}
