import { refuse } from '../../../contract/refusal.ts'
import { otpauthUri } from '../../../crypto/totp.ts'
import { setMfaPreference } from '../../../flows/factors/set-mfa-preference.ts'
import { verifySoftwareToken } from '../../../flows/factors/verify-software-token.ts'
import type { Ports } from '../../../ports/ports.ts'
import type { Html } from '../../view/html.ts'
import { readCode } from '../../entries/read-code.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { after, done } from '../answers.ts'
import { offersAuthenticator } from '../offers.ts'
import { pageOwner } from '../page-owner.ts'
import { authenticatorSetUpPage } from '../pages/authenticator-set-up-page.ts'

/** The secret that waits for its first code. */
export const authenticatorSetUp: AccountPage = {
  path: '/account/authenticator/set-up',
  isGuarded: true,
  isOffered: offersAuthenticator,
  show: async (page, ports) => {
    const html = await drawn(page, ports, [])
    return html === undefined ? { kind: 'go', path: '/account/authenticator' } : { kind: 'page', html }
  },
  submit: async (page, ports) => {
    const { messages } = page.view
    const code = readCode(page.form.get('code'))
    const asked = await drawn(page, ports, [{ field: 'code', text: messages.errors.required(messages.code) }])
    if (asked === undefined) return { kind: 'go', path: '/account/authenticator' }
    if (code === '') return { kind: 'page', status: 422, html: asked }
    const wrong = await drawn(page, ports, [{ field: 'code', text: messages.errors.codeMismatch }])
    return after(page, turnOn(page, ports, code), {
      again: () => wrong ?? asked,
      next: () => done(page, '/account/authenticator', 'authenticatorAdded'),
    })
  },
}

/** Verifies the app and asks for its codes from now on, before any other second factor that was not preferred. */
async function turnOn(page: AccountRequest, ports: Ports, code: string): Promise<void> {
  const owner = pageOwner(page)
  await verifySoftwareToken(ports, refuse, { ...owner, code, friendlyDeviceName: undefined })
  const isPreferred = owner.user.preferredMfaFactor === undefined
  const input = { SoftwareTokenMfaSettings: { Enabled: true, ...(isPreferred ? { PreferredMfa: true } : {}) } }
  await setMfaPreference(ports, refuse, { ...owner, input, by: 'user' })
}

async function drawn(page: AccountRequest, ports: Ports, problems: readonly Problem[]): Promise<Html | undefined> {
  const { user } = page.session
  const token = await ports.storage.factors.findSoftwareToken(user.poolId, user.sub)
  const secret = token?.pendingSecret
  if (secret === undefined) return undefined
  const account = user.attributes.email ?? user.username
  const uri = otpauthUri({ issuer: page.view.appName, account, secret })
  return authenticatorSetUpPage(page, { secret, otpauthUri: uri, problems })
}
