import { keepWaiting, waitsUntil } from '../../flows/sign-in/keep-waiting.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Page, PageAnswer, PageRequest } from '../drawing/page.ts'
import { keptUntilFrom, type KeptState, type PageState } from '../request/page-state.ts'
import { signInContext } from './sign-in-context.ts'
import type { Expiry, View } from '../view/view.ts'
import { backToStart } from './waiting-challenge.ts'

/** The pages that are lost when their time is over, and what waits meanwhile. */
const waitingPages: Readonly<Record<string, KeptState['kind']>> = {
  '/choose': 'challenge',
  '/code': 'challenge',
  '/confirm': 'confirming',
  '/confirmforgotPassword': 'resetting',
  '/mfa': 'challenge',
  '/mfaChoice': 'challenge',
  '/mfaSetup': 'challenge',
  '/mfaSetupApp': 'challenge',
  '/mfaSetupEmail': 'challenge',
  '/newPassword': 'challenge',
  '/passkey': 'challenge',
  '/password': 'challenge',
  '/recoveryCode': 'challenge',
}

/** WCAG 2.2.1: as often, at least. A sign-in that was proven in part does not stay open for ever. */
const longestChain = 10

/** The page, with what it says of its time and the button that gives it more. */
export function keptOpen(page: Page): Page {
  const { path, show, submit } = page
  if (submit === undefined || waitingPages[path] === undefined) return page
  return {
    path,
    show: (opened, ports) => show(withExpiry(path, opened, ports), ports),
    submit: async (opened, ports) => {
      const wish = opened.form.get('keepOpen')
      if (wish === undefined) return submit(withExpiry(path, opened, ports), ports)
      const state = await keepOpen(path, opened, ports)
      // Nothing that was typed is lost where the script asks, and the page stays as it is.
      if (wish === 'here') return { kind: 'script', ...timeLeft(path, opened, state, ports) }
      return state === undefined ? backToStart(opened) : { kind: 'go', path, state }
    },
  }
}

function withExpiry(path: string, page: PageRequest, ports: Ports): PageRequest {
  const view: View = { ...page.view, expiry: expiryOf(path, page, ports) }
  return { ...page, view }
}

function expiryOf(path: string, page: PageRequest, ports: Ports): Expiry | undefined {
  const { state } = page
  if (state === undefined || state.kind !== waitingPages[path]) return undefined
  const end = endOf(page, state, ports)
  if (end === undefined) return undefined
  const seconds = Math.max(0, Math.floor((end.getTime() - ports.clock.now().getTime()) / 1000))
  return { path, seconds, canExtend: canExtend(path, state) }
}

/** What a sign-in carries ends by itself; the cookie around it lives as long at least. */
function endOf(page: PageRequest, state: KeptState, ports: Ports): Date | undefined {
  return state.kind === 'challenge' ? waitsUntil(ports, signInContext(page), state.session) : new Date(state.keptUntil)
}

/** How long a code that was sent, or what a passkey is to sign, may be answered is not for a page to say. */
function canExtend(path: string, state: PageState): boolean {
  if (state.kind !== 'challenge') return true
  const isBound = path === '/code' || path === '/passkey' || (path === '/mfa' && state.destination !== undefined)
  return !isBound && (state.extensions ?? 0) < longestChain
}

/** What waits from now on; undefined where nothing does any more. */
async function keepOpen(path: string, page: PageRequest, ports: Ports): Promise<PageState | undefined> {
  const { state } = page
  if (state === undefined || state.kind !== waitingPages[path] || !canExtend(path, state)) return undefined
  if (state.kind !== 'challenge') return state
  const session = await keepWaiting(ports, signInContext(page), state.session)
  return session === undefined ? undefined : { ...state, session, extensions: (state.extensions ?? 0) + 1 }
}

/** For the script: how long from now, and whether once more. No time at all where what waited is gone. */
function timeLeft(
  path: string,
  page: PageRequest,
  state: PageState | undefined,
  ports: Ports,
): Pick<Extract<PageAnswer, { readonly kind: 'script' }>, 'value' | 'state'> {
  if (state === undefined) return { value: { seconds: 0, canExtend: false } }
  const keptUntil = keptUntilFrom(ports.clock.now())
  const expiry = expiryOf(path, { ...page, state: { ...state, keptUntil } }, ports)
  return { value: { seconds: expiry?.seconds ?? 0, canExtend: expiry?.canExtend ?? false }, state }
}
