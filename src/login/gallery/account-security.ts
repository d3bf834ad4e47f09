import { authenticatorPage } from '../account/pages/authenticator-page.ts'
import { authenticatorSetUpPage } from '../account/pages/authenticator-set-up-page.ts'
import { passkeysPage, type PasskeysPage } from '../account/pages/passkeys-page.ts'
import { passwordPage } from '../account/pages/password-page.ts'
import { newRecoveryCodesPage, recoveryCodesPage } from '../account/pages/recovery-codes-page.ts'
import { dayText } from '../../messages/day-text.ts'
import type { Html } from '../view/html.ts'
import type { Problem, View } from '../view/view.ts'
import { accountView } from './account-view.ts'
import type { Exhibit } from './exhibit.ts'
import { sampleDay, sampleOtpauthUri, samplePolicy, sampleRecoveryCodes, samples } from './samples.ts'

/** Looking after one's own account: how one signs in. */
export const accountSecurityExhibits: readonly Exhibit[] = [
  { name: 'account-password', draw: (view) => password(view, []) },
  {
    name: 'account-password-wrong',
    draw: (view) =>
      password(view, [
        { field: 'current', text: view.messages.account.passwordIncorrect },
        { field: 'password', text: view.messages.errors.passwordTooShort },
      ]),
  },
  { name: 'account-password-first', draw: (view) => password(view, [], false) },
  { name: 'account-passkeys', draw: (view) => passkeys(view, {}) },
  {
    name: 'account-passkeys-last',
    draw: (view) => passkeys(view, { problems: [{ text: view.messages.account.lastMethod }] }),
  },
  { name: 'account-passkeys-none', draw: (view) => passkeys(view, { passkeys: [] }) },
  {
    name: 'account-authenticator',
    draw: (view) => authenticatorPage(accountView(view), { isSetUp: false, problems: [] }),
  },
  {
    name: 'account-authenticator-added',
    draw: (view) => authenticatorPage(accountView(view, 'authenticatorAdded'), { isSetUp: true, problems: [] }),
  },
  {
    name: 'account-authenticator-needed',
    draw: (view) => {
      const problems = [{ text: view.messages.account.authenticatorNeeded }]
      return authenticatorPage(accountView(view), { isSetUp: true, problems })
    },
  },
  { name: 'account-authenticator-set-up', draw: (view) => setUp(view, []) },
  {
    name: 'account-authenticator-wrong-code',
    draw: (view) => setUp(view, [{ field: 'code', text: view.messages.errors.codeMismatch }]),
  },
  {
    name: 'account-recovery-codes',
    draw: (view) => {
      const { messages } = view
      const { recoveryLeft, recoveryMade } = messages.account
      const state = { left: recoveryLeft(8, 10), made: recoveryMade(dayText(messages, sampleDay)) }
      return recoveryCodesPage(accountView(view), { state, problems: [] })
    },
  },
  {
    name: 'account-recovery-codes-none',
    draw: (view) => recoveryCodesPage(accountView(view), { state: undefined, problems: [] }),
  },
  {
    name: 'account-recovery-codes-new',
    draw: (view) => newRecoveryCodesPage(accountView(view), sampleRecoveryCodes),
  },
]

function password(view: View, problems: readonly Problem[], hasPassword = true): Html {
  const { username } = samples
  return passwordPage(accountView(view), { username, hasPassword, policy: samplePolicy, endsOthers: true, problems })
}

function passkeys(view: View, page: Partial<PasskeysPage>): Html {
  const { messages } = view
  const { passkeySynced, passkeyBound, passkeyCreated, passkeyUsed, passkeyUnused } = messages.account
  const day = dayText(messages, sampleDay)
  return passkeysPage(accountView(view), {
    passkeys: [
      { id: 'phone', name: 'iCloud Keychain', details: [passkeySynced, `${passkeyCreated(day)}, ${passkeyUsed(day)}`] },
      { id: 'key', name: 'YubiKey 5', details: [passkeyBound, `${passkeyCreated(day)}, ${passkeyUnused}`] },
    ],
    addUrl: '#',
    problems: [],
    ...page,
  })
}

function setUp(view: View, problems: readonly Problem[]): Html {
  const { secret } = samples
  return authenticatorSetUpPage(accountView(view), { secret, otpauthUri: sampleOtpauthUri, problems })
}
