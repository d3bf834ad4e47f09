import { openToken, sealToken } from '../../crypto/sealing/sealed-token.ts'
import type { DomainRequest } from '../../flows/user-pools/domain-request.ts'
import { parseCookies } from '../../http/cookies.ts'
import { findHeader } from '../../http/headers.ts'
import type { Ports } from '../../ports/ports.ts'

/** What waits in the browser, sealed, between two pages. */
export type PageState =
  | {
      readonly kind: 'challenge'
      readonly clientId: string
      readonly name: string
      readonly session: string
      /** USER_ID_FOR_SRP, which every answer names. */
      readonly userId: string
      /** As typed, for password managers. */
      readonly username: string
      readonly destination?: string
      /** When a code was sent there, in milliseconds of the epoch; `isAgain` where it was not the first. */
      readonly sentAt?: number
      readonly isAgain?: true
      /** What there is to choose from as long as nothing is proven. */
      readonly choices?: readonly string[]
      readonly factors?: readonly string[]
      readonly requiredAttributes?: readonly string[]
      /** How often somebody asked for more time for this very step. */
      readonly extensions?: number
      /** A software token that waits for its first code. */
      readonly secret?: string
    }
  | {
      readonly kind: 'confirming'
      readonly clientId: string
      readonly username: string
      readonly destination?: string
      readonly sentAt: number
      readonly isAgain?: true
    }
  | { readonly kind: 'resetting'; readonly clientId: string; readonly username: string; readonly destination?: string }
  /** Signed in, and on the way back to the client with a code: a page that one may pass by comes first. */
  | {
      readonly kind: 'leaving'
      readonly clientId: string
      readonly location: string
      /** Milliseconds of the epoch: later the code is no good. */
      readonly until: number
      /** Why the page comes first: it offers a passkey, the person wished for it, or it tells the browser which there are. */
      readonly reason: 'offer' | 'wish' | 'tell'
    }
  | { readonly kind: 'passkey-added'; readonly clientId: string; readonly location?: string; readonly until?: number }
  /** One message for the next page. */
  | {
      readonly kind: 'notice'
      readonly clientId: string
      readonly notice: 'session-ended' | 'reset-required' | 'confirmed' | 'password-changed' | 'other-account'
      readonly username?: string
    }
  /** What the next page of the account centre says once, or shows once. */
  | {
      readonly kind: 'account'
      readonly clientId: string
      readonly sub: string
      readonly notice?: AccountNotice
      readonly recoveryCodes?: readonly string[]
    }

/** The same as it came back. */
export type KeptState = PageState & {
  /** Milliseconds of the epoch. */
  readonly keptUntil: number
}

/** A text of the account centre that says what was done. */
export type AccountNotice =
  | 'profileSaved'
  | 'emailChanged'
  | 'phoneChanged'
  | 'passwordChanged'
  | 'passwordOthersEnded'
  | 'emailRemoved'
  | 'phoneRemoved'
  | 'appDisconnected'
  | 'passkeyRemoved'
  | 'passkeyRenamed'
  | 'authenticatorAdded'
  | 'authenticatorRemoved'
  | 'deviceForgotten'
  | 'sessionEnded'
  | 'providerUnlinked'
  | 'deleteStopped'

/** As long as an unfinished sign-in lives (cognito-web contract, section 3.1), and the time to read a mail. */
const lifeSeconds = 900
const purpose = 'page data'

/** Until when what is kept now can be opened, in milliseconds of the epoch. */
export function keptUntilFrom(now: Date): number {
  return now.getTime() + lifeSeconds * 1000
}

export function sealPageState(ports: Pick<Ports, 'clock' | 'random' | 'sealing'>, state: PageState): string {
  const keptUntil = keptUntilFrom(ports.clock.now())
  return sealToken({ ...state, keptUntil }, ports.sealing.keyFor(purpose), {
    purpose,
    expiresAt: new Date(keptUntil),
    random: (size) => ports.random.bytes(size),
  })
}

export const stateCookieName = 'page-data'

/** What this client's pages left in the browser, if anything. */
export function readPageState(
  ports: Pick<Ports, 'clock' | 'sealing'>,
  { headers }: Pick<DomainRequest, 'headers'>,
  clientId: string,
): KeptState | undefined {
  return openPageState(ports, parseCookies(findHeader(headers, 'cookie')).get(stateCookieName), clientId)
}

/** The state that this client's pages left, or undefined when there is none any more. */
export function openPageState(
  ports: Pick<Ports, 'clock' | 'sealing'>,
  text: string | undefined,
  clientId: string,
): KeptState | undefined {
  if (text === undefined) return undefined
  const opened = openToken(text, ports.sealing.keyFor(purpose), purpose, ports.clock.now())
  if (opened === 'expired' || opened === undefined || !isPageState(opened)) return undefined
  return opened.clientId === clientId ? opened : undefined
}

/**
 * What is left of the waiting state, as a page's answer, when somebody begins anew, in this tab or another: a code that
 * is on its way stays good, a password that was proven must be proven again.
 */
export function stateAfterStart(state: PageState | undefined): null | undefined {
  return state?.kind === 'challenge' || state?.kind === 'notice' ? null : undefined
}

/** It was sealed by us: what can be wrong is only that another version wrote it. */
function isPageState(value: Readonly<Record<string, unknown>>): value is KeptState & typeof value {
  const kinds = ['challenge', 'confirming', 'resetting', 'leaving', 'passkey-added', 'notice', 'account']
  return kinds.includes(String(value.kind)) && typeof value.keptUntil === 'number'
}
