import { disconnectApp, listConnectedApps, type ConnectedApp } from '../../../flows/account-centre/connected-apps.ts'
import { dayText } from '../../../messages/day-text.ts'
import type { Ports } from '../../../ports/ports.ts'
import { scopeTexts } from '../../view/scope-texts.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { done, shown } from '../answers.ts'
import { listPage } from '../pages/list-page.ts'
import { action } from '../parts/action.ts'
import type { Item } from '../parts/item-list.ts'

const path = '/account/apps'

/** The applications that go on without asking anybody, until they are disconnected. */
export const apps: AccountPage = {
  path,
  isGuarded: false,
  show: async (page, ports) => {
    const { account } = page.view.messages
    const found = await listConnectedApps(ports, page.session.user)
    const html = listPage(page, {
      title: account.appsTitle,
      lead: account.appsLead,
      nothing: account.appsNone,
      items: await Promise.all(found.map((app) => itemOf(page, ports, app))),
    })
    return shown(page, html)
  },
  submit: async (page, ports) => {
    const { user } = page.session
    const app = (await listConnectedApps(ports, user)).find(({ clientId }) => clientId === page.form.get('app'))
    if (app === undefined) return { kind: 'go', path }
    await disconnectApp(ports, user, app.clientId)
    return done(page, path, 'appDisconnected')
  },
}

async function itemOf(page: AccountRequest, ports: Ports, app: ConnectedApp): Promise<Item> {
  const { view, request } = page
  const { messages } = view
  const { account } = messages
  const { name, since, lastUsedAt, scopes, clientId } = app
  const { pool } = request.domain
  const moments = [
    account.appSince(dayText(messages, since)),
    ...(lastUsedAt === undefined ? [] : [account.passkeyUsed(dayText(messages, lastUsedAt))]),
  ]
  const permissions = await scopeTexts(ports, { pool, messages, scopes })
  return {
    title: name,
    details: [moments.join(', '), ...(permissions.length > 0 ? [permissions.join(' · ')] : [])],
    actions: action(view, { path, label: account.appDisconnect, values: { app: clientId }, of: name }),
  }
}
