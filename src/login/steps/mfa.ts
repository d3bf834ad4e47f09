import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import { findMfaChoices } from '../../flows/sign-in/find-mfa-choices.ts'
import type { Ports } from '../../ports/ports.ts'
import { rememberBrowserDevice, rememberedDays } from '../sign-in/browser-device.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import type { Html } from '../view/html.ts'
import { readCode } from '../entries/read-code.ts'
import type { Page, PageRequest } from '../drawing/page.ts'
import { mfaCodePage } from '../pages/mfa-code-page.ts'
import { recoveryCodePath } from '../sign-in/recovery-code-path.ts'
import { secondFactors, type SecondFactor } from '../view/second-factors.ts'
import { signInContext } from '../sign-in/sign-in-context.ts'
import type { Problem } from '../view/view.ts'
import { backToStart, waitingChallenge, type WaitingChallenge } from '../sign-in/waiting-challenge.ts'

const answerMembers = {
  SOFTWARE_TOKEN_MFA: 'SOFTWARE_TOKEN_MFA_CODE',
  SMS_MFA: 'SMS_MFA_CODE',
  EMAIL_OTP: 'EMAIL_OTP_CODE',
} as const satisfies Readonly<Record<SecondFactor, string>>

export const mfa: Page = {
  path: '/mfa',
  show: (page, ports) => {
    const waiting = waitingChallenge(page, secondFactors)
    return waiting ? { kind: 'page', html: drawn(page, ports, waiting, []) } : backToStart(page)
  },
  submit: async (page, ports) => {
    const waiting = waitingChallenge(page, secondFactors)
    if (!waiting) return backToStart(page)
    const again = (problems: readonly Problem[]): Promise<Html> => drawn(page, ports, waiting, problems)
    const code = readCode(page.form.get('code'))
    const { messages } = page.view
    if (code === '') {
      return {
        kind: 'page',
        status: 422,
        html: again([{ field: 'code', text: messages.errors.enterCode }]),
      }
    }
    const name = factorOf(waiting)
    const step = await answerChallenge(ports, signInContext(page), {
      name,
      responses: { USERNAME: waiting.userId, [answerMembers[name]]: code },
      session: waiting.session,
    })
    const wantsMemory = page.form.get('remember') === 'yes' && canRemember(page)
    const remembered = await rememberBrowserDevice(ports, page, step, wantsMemory)
    return continueSignIn(ports, page, remembered.step, {
      username: waiting.username,
      again,
      cookies: remembered.cookies,
    })
  },
}

async function drawn(
  page: PageRequest,
  ports: Ports,
  waiting: WaitingChallenge,
  problems: readonly Problem[],
): Promise<Html> {
  const others = await findMfaChoices(ports, signInContext(page), waiting.session)
  return mfaCodePage(page.view, {
    factor: factorOf(waiting),
    hasOtherWays: others.length > 0,
    destination: waiting.destination,
    rememberedDays: canRemember(page) ? rememberedDays : undefined,
    recoveryPath: recoveryCodePath(page),
    problems,
  })
}

function factorOf({ name }: WaitingChallenge): SecondFactor {
  return name === 'SMS_MFA' || name === 'EMAIL_OTP' ? name : 'SOFTWARE_TOKEN_MFA'
}

/** A remembered device only matters where it can stand in for the second factor. */
function canRemember({ request }: PageRequest): boolean {
  return request.domain.pool.configuration.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true
}
