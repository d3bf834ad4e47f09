import { contactPaths } from '../account/contact-paths.ts'
import { contactCodePage } from '../account/pages/contact-code-page.ts'
import { contactPage, type ContactPage } from '../account/pages/contact-page.ts'
import { dataPage } from '../account/pages/data-page.ts'
import { deletePage } from '../account/pages/delete-page.ts'
import { notMePage } from '../account/pages/not-me-page.ts'
import { overviewPage } from '../account/pages/overview-page.ts'
import { profilePage } from '../account/pages/profile-page.ts'
import { dayText } from '../../messages/day-text.ts'
import { attributeField } from '../entries/attribute-field.ts'
import type { Html } from '../view/html.ts'
import { messagePage } from '../pages/message-page.ts'
import type { Problem, View } from '../view/view.ts'
import { accountView } from './account-view.ts'
import type { Exhibit } from './exhibit.ts'
import { sampleDay, samples } from './samples.ts'

/** Looking after one's own account: who one is, and how one leaves. */
export const accountCentreExhibits: readonly Exhibit[] = [
  { name: 'account', draw: (view) => overview(view) },
  { name: 'account-ending', draw: (view) => overview(view, sampleDay) },
  { name: 'account-profile', draw: (view) => profile(view, []) },
  {
    name: 'account-profile-wrong',
    draw: (view) => {
      const { account, attributeLabels } = view.messages
      return profile(view, [{ field: 'birthdate', text: account.valueForm(attributeLabels.birthdate) }])
    },
  },
  { name: 'account-profile-saved', draw: (view) => profile(view, [], 'profileSaved') },
  {
    name: 'account-profile-closed',
    draw: (view) => profilePage(accountView(view), { fields: [], further: [], problems: [] }),
  },
  { name: 'account-email', draw: (view) => email(view, {}) },
  {
    name: 'account-email-wrong',
    draw: (view) => email(view, { problems: [{ field: 'email', text: view.messages.errors.emailFormat }] }),
  },
  {
    name: 'account-phone',
    draw: (view) => {
      const { account } = view.messages
      return contactPage(accountView(view), {
        path: contactPaths.phone_number,
        title: account.phoneTitle,
        field: { ...attributeField(view.messages, 'phone_number', undefined), label: account.newPhone },
        current: undefined,
        isRemovable: false,
        problems: [],
      })
    },
  },
  {
    name: 'account-email-needed',
    draw: (view) => email(view, { problems: [{ text: view.messages.account.contactNeeded }] }),
  },
  { name: 'account-email-code', draw: (view) => emailCode(view, []) },
  {
    name: 'account-email-code-wrong',
    draw: (view) => emailCode(view, [{ field: 'code', text: view.messages.errors.codeMismatch }]),
  },
  { name: 'account-data', draw: (view) => dataPage(accountView(view), { path: '/account/data' }) },
  {
    name: 'account-delete',
    draw: (view) => deletePage(accountView(view), { lead: view.messages.account.deleteLater(30), problems: [] }),
  },
  {
    name: 'account-delete-unsure',
    draw: (view) => {
      const { deleteNow, deleteAgreeNeeded } = view.messages.account
      return deletePage(accountView(view), {
        lead: deleteNow,
        problems: [{ field: 'agree', text: deleteAgreeNeeded }],
      })
    },
  },
  {
    name: 'account-signed-out',
    draw: (view) => {
      const { account, signIn } = view.messages
      return messagePage(view, { title: account.everywhereTitle, text: account.everywhereLead, signInLabel: signIn })
    },
  },
  { name: 'account-not-me', draw: (view) => notMePage(view, { restores: undefined }) },
  { name: 'account-not-me-undo', draw: (view) => notMePage(view, { restores: samples.email }) },
  {
    name: 'account-not-me-spent',
    draw: (view) =>
      messagePage(view, { title: view.messages.linkSpentTitle, text: view.messages.account.notMeSpentLead }),
  },
]

function overview(view: View, deletionAt?: Date): Html {
  const { messages } = view
  const { account } = messages
  return overviewPage(accountView(view), {
    name: 'Grace Hopper',
    deletionAt,
    sections: [
      {
        title: account.personal,
        rows: [
          { path: '/account/profile', label: account.profileTitle },
          { path: '/account/email', label: account.emailTitle, value: samples.email },
          { path: '/account/phone', label: account.phoneTitle, value: account.notSet },
        ],
      },
      {
        title: account.security,
        rows: [
          {
            path: '/account/password',
            label: account.passwordTitle,
            value: account.passwordSet(dayText(messages, sampleDay)),
          },
          { path: '/account/passkeys', label: account.passkeysTitle, value: account.passkeysCount(2) },
          { path: '/account/authenticator', label: account.authenticatorTitle, value: account.on },
          { path: '/account/recovery-codes', label: account.recoveryTitle, value: account.recoveryLeft(8, 10) },
        ],
      },
      {
        title: account.places,
        rows: [
          { path: '/account/sessions', label: account.sessionsTitle, value: account.sessionsCount(3) },
          { path: '/account/apps', label: account.appsTitle, value: account.appsCount(2) },
          { path: '/account/devices', label: account.devicesTitle, value: account.devicesCount(1) },
          { path: '/account/providers', label: account.providersTitle, value: account.none },
        ],
      },
      {
        title: account.data,
        rows: [
          { path: '/account/activity', label: account.activityTitle },
          { path: '/account/data', label: account.exportTitle },
          { path: '/account/delete', label: account.deleteTitle },
        ],
      },
    ],
  })
}

function profile(view: View, problems: readonly Problem[], notice?: 'profileSaved'): Html {
  const field = (name: string, value?: string) => ({ ...attributeField(view.messages, name, value), required: false })
  return profilePage(accountView(view, notice), {
    fields: [field('given_name', 'Grace'), field('family_name', 'Hopper')],
    further: [field('birthdate'), field('address'), field('website')],
    problems,
  })
}

function email(view: View, page: Partial<ContactPage>): Html {
  const { account } = view.messages
  return contactPage(accountView(view), {
    path: contactPaths.email,
    title: account.emailTitle,
    field: { ...attributeField(view.messages, 'email', undefined), label: account.newEmail },
    current: { value: samples.email, isVerified: false },
    isRemovable: true,
    problems: [],
    ...page,
  })
}

function emailCode(view: View, problems: readonly Problem[]): Html {
  return contactCodePage(accountView(view), { path: contactPaths.email, destination: samples.email, problems })
}
