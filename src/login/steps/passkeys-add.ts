import { parseStrictJson } from '../../crypto/jose/strict-json.ts'
import { Refusal, refuse } from '../../contract/refusal.ts'
import { isPasskeyAllowed } from '../../domain/user-pools/passkey-offer.ts'
import { beginRegistration } from '../../flows/passkey-changes/begin-registration.ts'
import { completeRegistration } from '../../flows/passkey-changes/complete-registration.ts'
import { readLoginCookie } from '../../flows/sessions/login-cookie.ts'
import { findLoginSession, type ValidLoginSession } from '../../flows/sessions/login-session.ts'
import type { Ports } from '../../ports/ports.ts'
import { attempt } from '../entries/attempt.ts'
import { rememberOffer, rememberWish } from '../sign-in/offer-passkey.ts'
import type { Page, PageAnswer, PageRequest } from '../drawing/page.ts'
import { passkeyAddPage } from '../pages/passkey-add-page.ts'
import { passkeyAddedPage } from '../pages/passkey-added-page.ts'
import { passkeysToldPage } from '../pages/passkeys-told-page.ts'
import { passkeySignals } from '../view/passkey-signals.ts'
import { rememberTold } from '../sign-in/tell-passkeys.ts'
import type { Html } from '../view/html.ts'
import { canChoose } from '../sign-in/pool-offers.ts'
import type { Problem, View } from '../view/view.ts'

/** Whoever signed in longer ago signs in once more: a browser left open must not become somebody else's for good. */
const freshSeconds = 600

/**
 * Makes a passkey for whoever is signed in: after a sign-in that had none, or by a direct link with an authorization
 * request (cognito-web contract, section 2.2).
 */
export const passkeysAdd: Page = {
  path: '/passkeys/add',
  show: async (page, ports) => {
    const found = await findFreshSession(page, ports)
    if (found === undefined) return toSignIn(page)
    if (page.state?.kind === 'passkey-added') return told(page, ports, found, passkeyAddedPage)
    if (page.state?.kind === 'leaving' && page.state.reason === 'tell')
      return told(page, ports, found, passkeysToldPage)
    return offer(page, ports, { found, problems: [] })
  },
  submit: async (page, ports) => {
    const found = await findFreshSession(page, ports)
    if (found === undefined) return toSignIn(page)
    const answer = page.form.get('answer')
    if (answer === 'later' || answer === 'never') return onward(page, ports, [rememberOffer(page, answer)])
    if (answer === 'done') return onward(page, ports, [])
    const sent = parseStrictJson(Buffer.from(page.form.get('credential') ?? ''))
    const registration = completeRegistration(ports, refuse, ownerOf(page, found), sent)
    const outcome = await attempt(registration)
    if (outcome instanceof Refusal) {
      const { errors } = page.view.messages
      const text = outcome.exception === 'LimitExceededException' ? errors.passkeyLimit : errors.passkeyNotMade
      return offer(page, ports, { found, problems: [{ text }] })
    }
    const rest = page.state?.kind === 'leaving' ? { location: page.state.location, until: page.state.until } : {}
    const state = { kind: 'passkey-added', clientId: page.client.id, ...rest } as const
    return { kind: 'go', path: '/passkeys/add', state }
  },
}

async function findFreshSession(page: PageRequest, ports: Ports): Promise<ValidLoginSession | undefined> {
  const { pool } = page.request.domain
  if (!canChoose(page) || !isPasskeyAllowed(pool)) return undefined
  const found = await findLoginSession(ports, pool, readLoginCookie(page.request.headers))
  const age = found && ports.clock.now().getTime() - found.session.authenticatedAt.getTime()
  // Another provider vouches for people of its own: they have no passkeys here.
  if (age === undefined || age > freshSeconds * 1000 || found?.session.provider !== 'COGNITO') return undefined
  return found
}

function toSignIn(page: PageRequest): PageAnswer {
  const offersPasskeys = canChoose(page) && isPasskeyAllowed(page.request.domain.pool)
  return { kind: 'go', path: '/login', cookies: offersPasskeys ? [rememberWish(page)] : [] }
}

async function offer(
  page: PageRequest,
  ports: Ports,
  { found, problems }: { readonly found: ValidLoginSession; readonly problems: readonly Problem[] },
): Promise<PageAnswer> {
  const options = await attempt(beginRegistration(ports, refuse, ownerOf(page, found)))
  const { errors } = page.view.messages
  const isMade = !(options instanceof Refusal)
  const limit = isMade ? [] : [{ text: errors.passkeyLimit }]
  const html = passkeyAddPage(page.view, {
    username: found.user.username,
    options: isMade ? JSON.stringify(options) : undefined,
    isOffer: page.state?.kind === 'leaving' && page.state.reason === 'offer',
    problems: problems.length > 0 ? problems : limit,
  })
  return { kind: 'page', status: problems.length > 0 ? 422 : 200, html }
}

/** A page that tells the browser which passkeys there are, on its way. */
async function told(
  page: PageRequest,
  ports: Ports,
  { user }: ValidLoginSession,
  draw: (view: View) => Html,
): Promise<PageAnswer> {
  const signals = await passkeySignals(ports, page.request.domain.pool, user)
  return { kind: 'page', html: draw({ ...page.view, signals }), cookies: [rememberTold(page, signals)] }
}

/** Back to the client: with the code of the sign-in before, or, where that is old or there was none, with a new one. */
function onward({ state }: PageRequest, ports: Ports, cookies: readonly string[]): PageAnswer {
  const left = state?.kind === 'leaving' || state?.kind === 'passkey-added' ? state : undefined
  const isGood = (left?.until ?? 0) > ports.clock.now().getTime()
  if (left?.location !== undefined && isGood) return { kind: 'leave', location: left.location, cookies }
  return { kind: 'go', path: '/oauth2/authorize', state: null, cookies }
}

function ownerOf({ request, client }: PageRequest, { session, user }: ValidLoginSession) {
  const { language } = request.facts
  return { pool: request.domain.pool, client, user, language, family: { id: session.idHash } }
}
