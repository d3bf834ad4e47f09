import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import { rememberBrowserDevice, rememberedDays } from '../browser-device.ts'
import { continueSignIn } from '../continue-sign-in.ts'
import type { Html } from '../html.ts'
import { readCode } from '../read-code.ts'
import type { Page, PageRequest } from '../page.ts'
import { mfaCodePage, type MfaCodePage } from '../pages/mfa-code-page.ts'
import { recoveryCodePath } from '../recovery-code-path.ts'
import { signInContext } from '../sign-in-context.ts'
import type { Problem } from '../view.ts'
import { backToStart, waitingChallenge, type WaitingChallenge } from '../waiting-challenge.ts'

const answerMembers = {
  SOFTWARE_TOKEN_MFA: 'SOFTWARE_TOKEN_MFA_CODE',
  SMS_MFA: 'SMS_MFA_CODE',
  EMAIL_OTP: 'EMAIL_OTP_CODE',
} as const
type Factor = keyof typeof answerMembers

export const mfa: Page = {
  path: '/mfa',
  show: (page) => {
    const waiting = waitingChallenge(page, Object.keys(answerMembers))
    return waiting ? { kind: 'page', html: drawn(page, waiting, []) } : backToStart(page)
  },
  submit: async (page, ports) => {
    const waiting = waitingChallenge(page, Object.keys(answerMembers))
    if (!waiting) return backToStart(page)
    const again = (problems: readonly Problem[]): Html => drawn(page, waiting, problems)
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

function drawn(page: PageRequest, waiting: WaitingChallenge, problems: readonly Problem[]): Html {
  const factor: MfaCodePage['factor'] = factorOf(waiting)
  return mfaCodePage(page.view, {
    factor,
    destination: waiting.destination,
    rememberedDays: canRemember(page) ? rememberedDays : undefined,
    recoveryPath: recoveryCodePath(page),
    problems,
  })
}

function factorOf({ name }: WaitingChallenge): Factor {
  return name === 'SMS_MFA' || name === 'EMAIL_OTP' ? name : 'SOFTWARE_TOKEN_MFA'
}

/** A remembered device only matters where it can stand in for the second factor. */
function canRemember({ request }: PageRequest): boolean {
  return request.domain.pool.configuration.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true
}
