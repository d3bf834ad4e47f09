import { isPasskeyAllowed } from '../../domain/user-pools/passkey-offer.ts'
import { isPasskeySignIn } from '../../domain/sign-in/amr.ts'
import { canBeginWithPasskey } from '../../domain/sign-in/first-factors.ts'
import { findUsablePasskeys } from '../../flows/passkeys/find-usable-passkeys.ts'
import { cookiePath } from '../../flows/sessions/login-cookie.ts'
import type { Authenticated } from '../../flows/sessions/authenticated.ts'
import { parseCookies, serializeCookie, serializeRemoval } from '../../http/cookies.ts'
import { findHeader } from '../../http/headers.ts'
import type { Ports } from '../../ports/ports.ts'
import type { PageAnswer, PageRequest } from '../drawing/page.ts'
import type { PageState } from '../request/page-state.ts'
import { canChoose } from './pool-offers.ts'

const answerCookie = 'passkey-offer'
const wishCookie = 'passkey-wish'
/** Set by the script of a browser that can make passkeys. */
const abilityCookie = 'passkeys-here'

/** "Not now" is good for a month, "don't ask again" for as long as browsers remember. */
const answerSeconds = { later: 30 * 86_400, never: 400 * 86_400 } as const
export type OfferAnswer = keyof typeof answerSeconds

/** A code lives five minutes; a page that one may pass by must leave the client some of them. */
const mostOfCodeSeconds = 240
/** What a cookie can carry besides. */
const longestLocation = 1500

/** The way back to the client. */
interface Left {
  readonly location: string
  readonly cookies: readonly string[]
}

/** Somebody who has signed in, on the way back to the client. */
export interface SignedIn extends Left {
  readonly authenticated: Authenticated
}

type Leaving = Extract<PageState, { readonly kind: 'leaving' }>

/** After a sign-in without a passkey: the page that offers to make one, where that makes sense and was not refused. */
export async function offerPasskey(
  ports: Ports,
  page: PageRequest,
  { authenticated, location, cookies }: SignedIn,
): Promise<PageAnswer | undefined> {
  if (!hasPasskeys(page)) return undefined
  const sent = parseCookies(findHeader(page.request.headers, 'cookie'))
  const isAsked = sent.has(wishCookie)
  if (!isAsked && (!sent.has(abilityCookie) || sent.has(answerCookie))) return undefined
  if (!isAsked && !(await isOfUse(ports, page, authenticated))) return undefined
  const granted = isAsked ? [serializeRemoval({ name: wishCookie, path: cookiePath(page.request.domain) })] : []
  return leavingWith(ports, page, {
    location,
    cookies: [...cookies, ...granted],
    reason: isAsked ? 'wish' : 'offer',
  })
}

/** Whether the pages of this client have passkeys at all. */
function hasPasskeys(page: PageRequest): boolean {
  return canChoose(page) && isPasskeyAllowed(page.request.domain.pool)
}

/** Whether this browser can make passkeys, and is at pages that have them. */
export function canMakePasskeys(page: PageRequest): boolean {
  return hasPasskeys(page) && parseCookies(findHeader(page.request.headers, 'cookie')).has(abilityCookie)
}

/** The page about passkeys that comes before the way back, where what leads back can wait for it. */
export function leavingWith(
  ports: Pick<Ports, 'clock'>,
  { authorization, client }: PageRequest,
  { location, cookies, reason }: Left & { readonly reason: Leaving['reason'] },
): PageAnswer | undefined {
  if (authorization.responseType !== 'code' || location.length > longestLocation) return undefined
  const until = ports.clock.now().getTime() + mostOfCodeSeconds * 1000
  const state = { kind: 'leaving', clientId: client.id, location, until, reason } as const
  return { kind: 'go', path: '/passkeys/add', state, cookies }
}

/** For whoever has none yet, and could sign in with it the next time. */
async function isOfUse(ports: Ports, { request }: PageRequest, { user, amr }: Authenticated): Promise<boolean> {
  const { pool, baseUrl } = request.domain
  if (isPasskeySignIn(amr) || !canBeginWithPasskey(pool, user)) return false
  const { relyingParty, passkeys } = await findUsablePasskeys(ports, pool, user.sub)
  return passkeys.length === 0 && relyingParty?.allowsOrigin(new URL(baseUrl).origin) === true
}

/** The cookie that keeps the answer to an offer. */
export function rememberOffer({ request }: PageRequest, answer: OfferAnswer): string {
  const maxAgeSeconds = answerSeconds[answer]
  return serializeCookie({ name: answerCookie, value: answer, maxAgeSeconds, path: cookiePath(request.domain) })
}

/** The cookie of somebody who wants a passkey and must sign in first. */
export function rememberWish({ request }: PageRequest): string {
  return serializeCookie({ name: wishCookie, value: 'yes', path: cookiePath(request.domain) })
}
