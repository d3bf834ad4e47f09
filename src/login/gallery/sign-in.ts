import { organisationPage } from '../pages/organisation-page.ts'
import { signInFields, signInPage, type SignInPage } from '../pages/sign-in-page.ts'
import type { View } from '../view/view.ts'
import type { Exhibit } from './exhibit.ts'
import { samplePasskeyOptions, sampleProviders, samples } from './samples.ts'

export const signInExhibits: readonly Exhibit[] = [
  { name: 'sign-in', draw: (view) => signIn(view) },
  {
    name: 'sign-in-incorrect',
    draw: (view) => signIn(view, { username: samples.username, problems: [{ text: view.messages.errors.incorrect }] }),
  },
  {
    name: 'sign-in-incomplete',
    draw: (view) => {
      const { errors, username, password } = view.messages
      return signIn(view, {
        problems: [
          { field: signInFields.username, text: errors.required(username) },
          { field: signInFields.password, text: errors.required(password) },
        ],
      })
    },
  },
  {
    name: 'sign-in-locked',
    draw: (view) =>
      signIn(view, { username: samples.username, problems: [{ text: view.messages.errors.lockedMinutes(2) }] }),
  },
  { name: 'sign-in-out-of-date', draw: (view) => signIn({ ...view, outOfDate: true }) },
  {
    name: 'sign-in-session-ended',
    draw: (view) => signIn(view, { problems: [{ text: view.messages.errors.sessionEnded }] }),
  },
  { name: 'sign-in-with-providers', draw: (view) => signIn(view, { providers: sampleProviders }) },
  {
    name: 'sign-in-with-providers-only',
    draw: (view) => signIn(view, { providers: sampleProviders, hasPassword: false }),
  },
  { name: 'sign-in-name-first', draw: (view) => signIn(view, { isNameFirst: true }) },
  { name: 'sign-in-with-passkey', draw: (view) => signIn(view, { passkeyOptions: samplePasskeyOptions.get }) },
  {
    name: 'sign-in-search-organisation',
    draw: (view) => signIn(view, { providers: sampleProviders, searchedEmail: '' }),
  },
  // The script follows the link: one that leads nowhere keeps the page.
  { name: 'organisation', draw: (view) => organisationPage(view, { name: 'Harbour Staff', href: '#' }) },
  { name: 'sign-in-confirmed', draw: (view) => signIn(view, { notice: view.messages.confirmed }) },
  { name: 'sign-in-password-changed', draw: (view) => signIn(view, { notice: view.messages.passwordChanged }) },
]

function signIn(view: View, page: Partial<SignInPage> = {}) {
  return signInPage(view, {
    username: '',
    identifier: 'username',
    label: view.messages.username,
    canSignUp: true,
    providers: [],
    hasPassword: true,
    isNameFirst: false,
    canRecover: true,
    problems: [],
    ...page,
  })
}
