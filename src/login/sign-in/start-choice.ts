import { beginChoice, type ChoiceSignIn } from '../../flows/sign-in/starts/begin-choice.ts'
import type { SignInStep } from '../../flows/sign-in/sign-in-step.ts'
import type { Ports } from '../../ports/ports.ts'
import { forgetBrowserDevice, readBrowserDevice } from './browser-device.ts'
import type { PageRequest } from '../drawing/page.ts'
import { signInContext } from './sign-in-context.ts'

/** Begins a sign-in by choice as this browser, at the level of certainty that the client asked for. */
export async function startChoice(
  ports: Ports,
  page: PageRequest,
  wish: Pick<ChoiceSignIn, 'username' | 'preferred' | 'password' | 'session'>,
): Promise<{ readonly step: SignInStep; readonly cookies: readonly string[] }> {
  const { acrValues } = page.authorization
  const asked = { ...wish, acrValues: acrValues.length > 0 ? acrValues.join(' ') : undefined }
  const device = readBrowserDevice(ports, page)
  const step = await beginChoice(ports, signInContext(page), { ...asked, deviceKey: device?.deviceKey })
  if (step.kind !== 'refused' || step.reason !== 'device-unknown') return { step, cookies: [] }
  // The person forgot this device elsewhere, or it is somebody else's: sign in as on a new one.
  const anew = await beginChoice(ports, signInContext(page), asked)
  return { step: anew, cookies: [forgetBrowserDevice(page)] }
}
