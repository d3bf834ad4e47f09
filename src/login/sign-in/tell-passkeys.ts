import { createHash } from 'node:crypto'
import { parseCookies, serializeCookie } from '../../http/cookies.ts'
import { findHeader } from '../../http/headers.ts'
import { cookiePath } from '../../flows/sessions/login-cookie.ts'
import type { Ports } from '../../ports/ports.ts'
import { canMakePasskeys, leavingWith, type SignedIn } from './offer-passkey.ts'
import type { PageAnswer, PageRequest } from '../drawing/page.ts'
import type { PasskeySignal } from '../view/passkey-signal.ts'
import { passkeySignals } from '../view/passkey-signals.ts'

/** What this browser was told last, so that it hears again only of what has changed. */
const toldCookie = 'passkeys-told'
const toldSeconds = 400 * 86_400

/** After a sign-in: the page that tells the browser which passkeys the account has, where they are not those of last time. */
export async function tellPasskeys(
  ports: Ports,
  page: PageRequest,
  { authenticated, location, cookies }: SignedIn,
): Promise<PageAnswer | undefined> {
  if (!canMakePasskeys(page)) return undefined
  const told = parseCookies(findHeader(page.request.headers, 'cookie')).get(toldCookie)
  const signals = await passkeySignals(ports, page.request.domain.pool, authenticated.user)
  const hasNone = signals.every(
    (one) => !('allAcceptedCredentialIds' in one) || one.allAcceptedCredentialIds.length === 0,
  )
  if ((hasNone && told === undefined) || told === digestOf(signals)) return undefined
  return leavingWith(ports, page, { location, cookies, reason: 'tell' })
}

/** The cookie that keeps what was told. */
export function rememberTold({ request }: PageRequest, signals: readonly PasskeySignal[]): string {
  const path = cookiePath(request.domain)
  return serializeCookie({ name: toldCookie, value: digestOf(signals), maxAgeSeconds: toldSeconds, path })
}

function digestOf(signals: readonly PasskeySignal[]): string {
  return createHash('sha256').update(JSON.stringify(signals)).digest('base64url').slice(0, 22)
}
