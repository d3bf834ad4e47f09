import { mfaChoicePage } from '../pages/mfa-choice-page.ts'
import { mfaCodePage, type MfaCodePage } from '../pages/mfa-code-page.ts'
import { mfaSetupAppPage } from '../pages/mfa-setup-app-page.ts'
import { mfaSetupEmailPage } from '../pages/mfa-setup-email-page.ts'
import { recoveryCodePage } from '../pages/recovery-code-page.ts'
import { secondFactors as factors } from '../view/second-factors.ts'
import type { Problem, View } from '../view/view.ts'
import type { Exhibit } from './exhibit.ts'
import { sampleOtpauthUri, samples } from './samples.ts'

const { secret, maskedEmail, maskedPhone } = samples

export const secondFactorExhibits: readonly Exhibit[] = [
  { name: 'mfa-app', draw: (view) => code(view, {}) },
  {
    name: 'mfa-app-wrong-code',
    draw: (view) => code(view, { problems: [{ field: 'code', text: view.messages.errors.codeMismatch }] }),
  },
  {
    name: 'mfa-app-expiring',
    draw: (view) => code({ ...view, expiry: { path: '/mfa', seconds: 90, canExtend: true } }, {}),
  },
  { name: 'mfa-sms', draw: (view) => code(view, { factor: 'SMS_MFA', destination: maskedPhone }) },
  { name: 'mfa-email', draw: (view) => code(view, { factor: 'EMAIL_OTP', destination: maskedEmail }) },
  { name: 'recovery-code', draw: (view) => recoveryCodePage(view, { back: '/mfa', problems: [] }) },
  {
    name: 'recovery-code-wrong',
    draw: (view) =>
      recoveryCodePage(view, { back: '/mfa', problems: [{ field: 'code', text: view.messages.errors.codeMismatch }] }),
  },
  { name: 'mfa-choice', draw: (view) => mfaChoicePage(view, { purpose: 'verify', factors, problems: [] }) },
  { name: 'mfa-setup-choice', draw: (view) => mfaChoicePage(view, { purpose: 'set-up', factors, problems: [] }) },
  { name: 'mfa-setup-app', draw: (view) => setUpApp(view, []) },
  {
    name: 'mfa-setup-app-wrong-code',
    draw: (view) => setUpApp(view, [{ field: 'code', text: view.messages.errors.codeMismatch }]),
  },
  { name: 'mfa-setup-email', draw: (view) => mfaSetupEmailPage(view, { email: '', hasOtherWays: true, problems: [] }) },
]

function code(view: View, page: Partial<MfaCodePage>) {
  return mfaCodePage(view, {
    factor: 'SOFTWARE_TOKEN_MFA',
    destination: undefined,
    hasOtherWays: true,
    rememberedDays: 400,
    problems: [],
    ...page,
  })
}

function setUpApp(view: View, problems: readonly Problem[]) {
  return mfaSetupAppPage(view, { secret, otpauthUri: sampleOtpauthUri, hasOtherWays: true, problems })
}
