import { fetchDevices, forgetDevice, rememberDevice } from 'aws-amplify/auth'

import { element } from '../dom.ts'
import { messageOf } from '../messages.ts'
import { say } from '../status.ts'
import { section } from './section.ts'

/** Devices that the pool knows. This page keeps nothing in the browser, so each sign-in here is a device of its own. */
export async function deviceSection(): Promise<HTMLElement> {
  const place = element('div')
  await refresh(place)
  const remember = element('button', { type: 'button' }, 'Remember this device')
  remember.addEventListener('click', () => {
    void attempt(async () => {
      await rememberDevice()
      await refresh(place)
      say('This device is remembered until the page is closed.')
    })
  })
  return section('devices', 'Devices', place, remember)
}

async function refresh(place: HTMLElement): Promise<void> {
  const devices = await fetchDevices()
  if (devices.length === 0) return place.replaceChildren(element('p', {}, 'No device is known.'))
  const rows = devices.map((device) => {
    const forget = element('button', { type: 'button', 'aria-label': `Forget ${device.name ?? device.id}` }, 'Forget')
    forget.addEventListener('click', () => {
      void attempt(async () => {
        await forgetDevice({ device: { id: device.id } })
        await refresh(place)
        say('The device is forgotten.')
      })
    })
    const lastSeen = 'lastAuthenticatedDate' in device ? device.lastAuthenticatedDate : undefined
    const when =
      lastSeen instanceof Date ? new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(lastSeen) : ''
    return element(
      'li',
      {},
      element('span', {}, device.name ?? 'A device'),
      element('span', { class: 'figures' }, when),
      forget,
    )
  })
  place.replaceChildren(element('ul', { class: 'rows' }, ...rows))
}

async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    say(messageOf(error))
  }
}
