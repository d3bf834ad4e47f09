import { otpauthUri } from '../../crypto/totp.ts'
import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import { verifyInSignIn } from '../../flows/sign-in/software-token-set-up.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import type { Html } from '../view/html.ts'
import type { Page, PageRequest } from '../drawing/page.ts'
import { mfaSetupAppPage } from '../pages/mfa-setup-app-page.ts'
import { readCode } from '../entries/read-code.ts'
import { setUpFactors } from '../sign-in/set-up-factors.ts'
import { signInContext } from '../sign-in/sign-in-context.ts'
import type { Problem } from '../view/view.ts'
import { backToStart, waitingChallenge, type WaitingChallenge } from '../sign-in/waiting-challenge.ts'

type WithSecret = WaitingChallenge & { readonly secret: string }

export const mfaSetupApp: Page = {
  path: '/mfaSetupApp',
  show: (page) => {
    const waiting = withSecret(page)
    return waiting ? { kind: 'page', html: drawn(page, waiting, []) } : backToStart(page)
  },
  submit: async (page, ports) => {
    const waiting = withSecret(page)
    if (!waiting) return backToStart(page)
    const { messages } = page.view
    const again = (problems: readonly Problem[]): Html => drawn(page, waiting, problems)
    const code = readCode(page.form.get('code'))
    if (code === '') {
      return {
        kind: 'page',
        status: 422,
        html: again([{ field: 'code', text: messages.errors.enterCode }]),
      }
    }
    const verified = await verifyInSignIn(ports, {
      session: waiting.session,
      request: page.request.facts,
      code,
      friendlyDeviceName: undefined,
    })
    if (verified.kind === 'refused') {
      return continueSignIn(ports, page, verified, { username: waiting.username, again })
    }
    const step = await answerChallenge(ports, signInContext(page), {
      name: 'MFA_SETUP',
      responses: { USERNAME: waiting.userId },
      session: verified.session,
    })
    return continueSignIn(ports, page, step, { username: waiting.username, again })
  },
}

function withSecret(page: PageRequest): WithSecret | undefined {
  const waiting = waitingChallenge(page, ['MFA_SETUP'])
  return waiting?.secret === undefined ? undefined : { ...waiting, secret: waiting.secret }
}

function drawn(page: PageRequest, waiting: WithSecret, problems: readonly Problem[]): Html {
  const { secret, username } = waiting
  const uri = otpauthUri({ issuer: page.view.appName, account: username, secret })
  return mfaSetupAppPage(page.view, {
    secret,
    otpauthUri: uri,
    hasOtherWays: setUpFactors(waiting).length > 1,
    problems,
  })
}
