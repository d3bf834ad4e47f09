import { listPage, type ListPage } from '../account/pages/list-page.ts'
import { action } from '../account/parts/action.ts'
import type { Item } from '../account/parts/item-list.ts'
import { dayText } from '../../messages/day-text.ts'
import { momentText } from '../account/parts/moments.ts'
import { rememberedDays } from '../sign-in/browser-device.ts'
import { html, type Html } from '../view/html.ts'
import type { Problem, View } from '../view/view.ts'
import { accountView } from './account-view.ts'
import type { Exhibit } from './exhibit.ts'
import { sampleDay, sampleProviders, samples } from './samples.ts'

/** Looking after one's own account: where one is signed in, and what happened. */
export const accountPlacesExhibits: readonly Exhibit[] = [
  { name: 'account-sessions', draw: (view) => sessions(view, {}) },
  {
    name: 'account-sessions-gone',
    draw: (view) => sessions(view, { problems: [{ text: view.messages.account.sessionGone }] }),
  },
  {
    name: 'account-sessions-off',
    draw: (view) => sessions(view, { items: [], lead: view.messages.account.sessionsOff }),
  },
  {
    name: 'account-devices',
    draw: (view) => {
      const { messages } = view
      const { account } = messages
      const details = [account.deviceRemembered, `${account.deviceUsed(momentText(messages, sampleDay))} ${from(view)}`]
      return devices(view, [
        { title: firefox, details, actions: button(view, '/account/devices', account.deviceForget, firefox) },
      ])
    },
  },
  { name: 'account-devices-none', draw: (view) => devices(view, []) },
  {
    name: 'account-apps',
    draw: (view) => {
      const { messages } = view
      const { account, consent } = messages
      const day = dayText(messages, sampleDay)
      const moments = `${account.appSince(day)}, ${account.passkeyUsed(day)}`
      const { openid, email } = consent.scopes
      return apps(view, [
        { title: 'Harbour', details: [moments], actions: disconnect(view, 'Harbour') },
        { title: 'Notes', details: [moments, `${openid} · ${email}`], actions: disconnect(view, 'Notes') },
      ])
    },
  },
  { name: 'account-apps-none', draw: (view) => apps(view, []) },
  { name: 'account-providers', draw: (view) => providers(view, []) },
  {
    name: 'account-providers-last',
    draw: (view) => providers(view, [{ text: view.messages.account.lastMethod }]),
  },
  {
    name: 'account-activity',
    draw: (view) => {
      const { messages } = view
      const { activityKinds, activityOutcomes } = messages.account
      const details = [momentText(messages, sampleDay), `${firefox} ${from(view)}`]
      return activity(view, [
        { title: activityKinds.SignIn, details },
        { title: activityKinds.SignIn, mark: activityOutcomes.Fail, details },
        { title: activityKinds.PasswordChange, details },
      ])
    },
  },
  { name: 'account-activity-none', draw: (view) => activity(view, []) },
]

const firefox = 'Firefox 148, Windows'
const safari = 'Safari 26, iOS'

function from({ messages }: View): string {
  return messages.account.sessionFrom(samples.address)
}

function button(view: View, path: string, label: string, of: string): Html {
  return action(view, { path, label, values: {}, of })
}

function sessions(view: View, page: Partial<ListPage>): Html {
  const { messages } = view
  const { account } = messages
  const path = '/account/sessions'
  const seen = `${account.sessionSeen(momentText(messages, sampleDay))} ${from(view)}`
  return listPage(accountView(view), {
    title: account.sessionsTitle,
    lead: account.sessionsLead,
    items: [
      { title: firefox, mark: account.sessionHere, details: [account.sessionOfBrowser, seen] },
      {
        title: safari,
        details: [account.sessionOfApp('Harbour'), seen],
        actions: button(view, path, account.sessionEnd, safari),
      },
    ],
    below: html`<div>
      <p class="hint">${account.everywhereHint}</p>
      ${action(view, { path, label: account.everywhere, values: {}, kind: 'danger' })}
    </div>`,
    ...page,
  })
}

function devices(view: View, items: readonly Item[]): Html {
  const { devicesTitle: title, devicesLead, devicesNone: nothing } = view.messages.account
  return listPage(accountView(view), { title, lead: devicesLead(rememberedDays), nothing, items })
}

function apps(view: View, items: readonly Item[]): Html {
  const { appsTitle: title, appsLead: lead, appsNone: nothing } = view.messages.account
  return listPage(accountView(view), { title, lead, nothing, items })
}

function disconnect(view: View, of: string): Html {
  return button(view, '/account/apps', view.messages.account.appDisconnect, of)
}

function providers(view: View, problems: readonly Problem[]): Html {
  const { messages } = view
  const { account } = messages
  const since = account.providerSince(dayText(messages, sampleDay))
  const [google = '', , , staff = ''] = sampleProviders
  return listPage(accountView(view), {
    title: account.providersTitle,
    lead: account.providersLead,
    problems,
    items: [
      { title: staff, details: [since, account.providerFirst] },
      {
        title: google,
        details: [since],
        actions: button(view, '/account/providers', account.providerUnlink, google),
      },
    ],
  })
}

function activity(view: View, items: readonly Item[]): Html {
  const { activityTitle: title, activityLead: lead, activityNone: nothing } = view.messages.account
  return listPage(accountView(view), { title, lead, nothing, items })
}
