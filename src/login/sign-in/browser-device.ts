import { openToken, sealToken } from '../../crypto/sealing/sealed-token.ts'
import { cookiePath } from '../../flows/sessions/login-cookie.ts'
import { answerDeviceSecret } from '../../flows/sign-in/answer-device-secret.ts'
import { rememberBrowser } from '../../flows/sign-in/remember-browser.ts'
import type { SignInStep } from '../../flows/sign-in/sign-in-step.ts'
import { parseCookies, serializeCookie, serializeRemoval } from '../../http/cookies.ts'
import { findHeader } from '../../http/headers.ts'
import type { Ports } from '../../ports/ports.ts'
import type { PageRequest } from '../drawing/page.ts'
import { signInContext } from './sign-in-context.ts'

interface BrowserDevice {
  readonly deviceKey: string
  readonly secret: string
}

const cookieName = 'remembered-device'
const purpose = 'remembered device'
/** The longest that browsers keep a cookie. */
export const rememberedDays = 400
const lifeSeconds = rememberedDays * 86_400

/** The device that this browser is, if it was remembered for this pool. */
export function readBrowserDevice(
  ports: Pick<Ports, 'clock' | 'sealing'>,
  page: PageRequest,
): BrowserDevice | undefined {
  const text = parseCookies(findHeader(page.request.headers, 'cookie')).get(cookieName)
  const opened =
    text === undefined ? undefined : openToken(text, ports.sealing.keyFor(purpose), purpose, ports.clock.now())
  if (opened === undefined || opened === 'expired') return undefined
  const { poolId, deviceKey, secret } = opened
  if (poolId !== page.request.domain.pool.id || typeof deviceKey !== 'string' || typeof secret !== 'string')
    return undefined
  return { deviceKey, secret }
}

/** Lets the browser answer for itself, in place of a second factor. */
export async function answerWithBrowserDevice(
  ports: Ports,
  page: PageRequest,
  { session }: Extract<SignInStep, { kind: 'challenge' }>,
): Promise<SignInStep> {
  const device = readBrowserDevice(ports, page)
  if (device === undefined || session === undefined) return { kind: 'refused', reason: 'session-invalid' }
  return answerDeviceSecret(ports, signInContext(page), { session, ...device })
}

/** Remembers the browser where the person asked for it and the sign-in is at its end. */
export async function rememberBrowserDevice(
  ports: Ports,
  page: PageRequest,
  step: SignInStep,
  isWanted: boolean,
): Promise<{ readonly step: SignInStep; readonly cookies: readonly string[] }> {
  if (!isWanted || step.kind !== 'authenticated') return { step, cookies: [] }
  const remembered = await rememberBrowser(ports, signInContext(page), step.authenticated)
  if (remembered === undefined) return { step, cookies: [] }
  const { authenticated, deviceKey, secret } = remembered
  const value = sealToken({ poolId: page.request.domain.pool.id, deviceKey, secret }, ports.sealing.keyFor(purpose), {
    purpose,
    expiresAt: new Date(ports.clock.now().getTime() + lifeSeconds * 1000),
    paddedSize: 256,
    random: (size) => ports.random.bytes(size),
  })
  const path = cookiePath(page.request.domain)
  const cookie = serializeCookie({ name: cookieName, value, maxAgeSeconds: lifeSeconds, path })
  return { step: { kind: 'authenticated', authenticated }, cookies: [cookie] }
}

export function forgetBrowserDevice(page: PageRequest): string {
  return serializeRemoval({ name: cookieName, path: cookiePath(page.request.domain) })
}
