import type { AuthEvent } from '../../../domain/risk/auth-event.ts'
import { deviceNameOf } from '../../../domain/devices/device-name.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { shown } from '../answers.ts'
import { listPage } from '../pages/list-page.ts'
import type { Item } from '../parts/item-list.ts'
import { momentText } from '../parts/moments.ts'

const mostEvents = 50

export const activity: AccountPage = {
  path: '/account/activity',
  isGuarded: false,
  show: async (page, ports) => {
    const { poolId, sub } = page.session.user
    const { account } = page.view.messages
    const { items } = await ports.storage.users.listAuthEvents(poolId, sub, { limit: mostEvents, after: undefined })
    const html = listPage(page, {
      title: account.activityTitle,
      lead: account.activityLead,
      nothing: account.activityNone,
      items: items.map((event) => itemOf(page, event)),
    })
    return shown(page, html)
  },
}

function itemOf({ view }: AccountRequest, { type, response, createdAt, userAgent, ipAddress }: AuthEvent): Item {
  const { messages } = view
  const { account } = messages
  const device = deviceNameOf(userAgent)
  const place = device === deviceNameOf(undefined) ? account.sessionUnknownDevice : device
  return {
    title: account.activityKinds[type],
    ...(response === 'Pass' ? {} : { mark: account.activityOutcomes[response] }),
    details: [momentText(messages, createdAt), `${place} ${account.sessionFrom(ipAddress)}`],
  }
}
