import { raw, type Html } from '../view/html.ts'
import { consentPage, type ConsentPage } from '../pages/consent-page.ts'
import { choosePage, type ChoosePage } from '../pages/choose-page.ts'
import { firstCodePage, type FirstCodePage } from '../pages/first-code-page.ts'
import { passkeyAddPage } from '../pages/passkey-add-page.ts'
import { passkeyAddedPage } from '../pages/passkey-added-page.ts'
import { passkeysToldPage } from '../pages/passkeys-told-page.ts'
import { passkeyPage } from '../pages/passkey-page.ts'
import { passwordPage } from '../pages/password-page.ts'
import { stepUpPage } from '../pages/step-up-page.ts'
import type { Problem, View } from '../view/view.ts'
import type { Exhibit } from './exhibit.ts'
import { samplePasskeyOptions, samples } from './samples.ts'

const { username, maskedEmail, maskedPhone } = samples

/** How somebody who has said who they are goes on. */
export const firstFactorExhibits: readonly Exhibit[] = [
  { name: 'choose', draw: (view) => choose(view, {}) },
  { name: 'choose-last-used', draw: (view) => choose(view, { last: 'WEB_AUTHN' }) },
  { name: 'password', draw: (view) => password(view, []) },
  { name: 'password-incorrect', draw: (view) => password(view, [{ text: view.messages.errors.incorrect }]) },
  { name: 'first-code-email', draw: (view) => firstCode(view, {}) },
  {
    name: 'first-code-sms',
    draw: (view) => firstCode(view, { method: 'SMS_OTP', destination: maskedPhone, secondsUntilResend: 30 }),
  },
  {
    name: 'first-code-wrong',
    draw: (view) => firstCode(view, { problems: [{ field: 'code', text: view.messages.errors.codeMismatch }] }),
  },
  // Drawn with a problem, so that nobody's browser asks for a passkey at once.
  {
    name: 'passkey-refused',
    draw: (view) =>
      passkeyPage(view, {
        username,
        options: samplePasskeyOptions.get,
        hasOtherWays: true,
        problems: [{ text: view.messages.errors.passkeyRefused }],
      }),
  },
  { name: 'step-up', draw: (view) => stepUpPage(view, username) },
  {
    name: 'passkey-offer',
    draw: (view) =>
      passkeyAddPage(view, { username, options: samplePasskeyOptions.create, isOffer: true, problems: [] }),
  },
  {
    name: 'passkey-add-refused',
    draw: (view) => {
      const problems = [{ text: view.messages.errors.passkeyRefused }]
      return passkeyAddPage(view, { username, options: samplePasskeyOptions.create, isOffer: false, problems })
    },
  },
  { name: 'passkey-added', draw: passkeyAddedPage },
  {
    name: 'passkeys-told',
    // The script would press the button, which leads nowhere here.
    draw: async (view) => raw(String(await passkeysToldPage(view)).replace(' data-onward', '')),
  },
  { name: 'consent', draw: (view) => consent(view, {}) },
  {
    name: 'consent-unchecked',
    draw: (view) => consent(view, { isUnchecked: true, permissions: [view.messages.consent.scopes.openid] }),
  },
]

function choose(view: View, page: Partial<ChoosePage>): Html {
  const methods = ['WEB_AUTHN', 'PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] as const
  return choosePage(view, { username, methods, last: undefined, problems: [], ...page })
}

function password(view: View, problems: readonly Problem[]): Html {
  return passwordPage(view, { username, canRecover: true, hasOtherWays: true, problems })
}

function firstCode(view: View, page: Partial<FirstCodePage>): Html {
  return firstCodePage(view, {
    username,
    method: 'EMAIL_OTP',
    destination: maskedEmail,
    secondsUntilResend: 0,
    hasOtherWays: true,
    problems: [],
    ...page,
  })
}

function consent(view: View, page: Partial<ConsentPage>): Html {
  const { openid, email, profile } = view.messages.consent.scopes
  return consentPage(view, {
    username,
    permissions: [openid, email, profile, 'Read your notes'],
    scopes: ['openid', 'email', 'profile', 'notes/read'],
    host: 'notes.example.com',
    isUnchecked: false,
    isRevocable: true,
    problems: [],
    ...page,
  })
}
