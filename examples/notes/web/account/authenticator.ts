import { fetchMFAPreference, getCurrentUser, setUpTOTP, updateMFAPreference, verifyTOTPSetup } from 'aws-amplify/auth'

import { element } from '../dom.ts'
import { messageOf } from '../messages.ts'
import { say } from '../status.ts'
import { totpSetup } from '../totp-setup.ts'
import { section } from './section.ts'

export async function authenticatorSection(): Promise<HTMLElement> {
  const place = element('div')
  await refresh(place)
  return section('authenticator-title', 'Authenticator app', place)
}

async function refresh(place: HTMLElement): Promise<void> {
  const { enabled = [] } = await fetchMFAPreference()
  const isOn = enabled.includes('TOTP')
  const button = element('button', { type: 'button' }, isOn ? 'Turn it off' : 'Set it up')
  button.addEventListener('click', () => {
    button.disabled = true
    const act = isOn ? turnOff(place) : setUp(place)
    act.catch((error: unknown) => {
      button.disabled = false
      say(messageOf(error))
    })
  })
  const text = isOn ? 'On: signing in asks for a code from the app.' : 'Off: signing in asks for your password only.'
  place.replaceChildren(element('p', {}, text), button)
}

async function setUp(place: HTMLElement): Promise<void> {
  const { username } = await getCurrentUser()
  const { sharedSecret, getSetupUri } = await setUpTOTP()
  place.replaceChildren(
    totpSetup({
      secret: sharedSecret,
      uri: getSetupUri('Notes', username).href,
      confirm: async (code) => {
        await verifyTOTPSetup({ code })
        await updateMFAPreference({ totp: 'PREFERRED' })
        await refresh(place)
        say('The authenticator app is set up.')
      },
    }),
  )
}

async function turnOff(place: HTMLElement): Promise<void> {
  await updateMFAPreference({ totp: 'DISABLED' })
  await refresh(place)
  say('The authenticator app is no longer asked for.')
}
