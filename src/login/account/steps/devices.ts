import { refuse } from '../../../contract/refusal.ts'
import { deviceNameOf } from '../../../domain/devices/device-name.ts'
import type { Device } from '../../../domain/devices/device.ts'
import { forgetDevice } from '../../../flows/devices/change-device.ts'
import type { Ports } from '../../../ports/ports.ts'
import { rememberedDays } from '../../sign-in/browser-device.ts'
import type { Html } from '../../view/html.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { after, done, shown } from '../answers.ts'
import { offersDevices } from '../offers.ts'
import { listPage } from '../pages/list-page.ts'
import { action } from '../parts/action.ts'
import type { Item } from '../parts/item-list.ts'
import { momentText } from '../parts/moments.ts'

const path = '/account/devices'
const mostDevices = 60

export const devices: AccountPage = {
  path,
  isGuarded: false,
  isOffered: offersDevices,
  show: async (page, ports) => shown(page, await drawn(page, ports, [])),
  submit: async (page, ports) => {
    const forgetting = forgetDevice(ports, refuse, page.session.user, page.form.get('device') ?? '')
    const gone = await drawn(page, ports, [])
    return after(page, forgetting, { again: () => gone, next: () => done(page, path, 'deviceForgotten') })
  },
}

async function drawn(page: AccountRequest, ports: Ports, problems: readonly Problem[]): Promise<Html> {
  const { account } = page.view.messages
  const { poolId, sub } = page.session.user
  const { items } = await ports.storage.factors.listDevices(poolId, sub, { limit: mostDevices, after: undefined })
  return listPage(page, {
    title: account.devicesTitle,
    lead: account.devicesLead(rememberedDays),
    problems,
    nothing: account.devicesNone,
    items: items.map((device) => itemOf(page, device)),
  })
}

function itemOf({ view }: AccountRequest, device: Device): Item {
  const { messages } = view
  const { account } = messages
  const named = device.name ?? deviceNameOf(device.sdk)
  const title = named === deviceNameOf(undefined) ? account.deviceUnnamed : named
  const used = account.deviceUsed(momentText(messages, device.authenticatedAt))
  return {
    title,
    details: [
      device.rememberedStatus === 'remembered' ? account.deviceRemembered : account.deviceKnown,
      `${used} ${account.sessionFrom(device.lastIpAddress)}`,
    ],
    actions: action(view, { path, label: account.deviceForget, values: { device: device.key }, of: title }),
  }
}
