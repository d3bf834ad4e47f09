import { createHash } from 'node:crypto'
import { isEqualText } from '../../crypto/constant-time.ts'
import type { PendingSignIn } from '../../domain/federation/pending-sign-in.ts'
import type { IdentityProvider } from '../../domain/federation/identity-provider.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { parseCookies, serializeCookie } from '../../http/cookies.ts'
import { findHeader } from '../../http/headers.ts'
import type { HttpHeaders } from '../../http/message.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { cookiePath } from '../sessions/login-cookie.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'

/** Cognito: an unfinished sign-in dies after five minutes. */
export const pendingSeconds = 300
/** Cognito: the cookie that an answer must come back with. */
const cookieName = 'csrf-state'
const valuePattern = /^[\w-]{43}$/

/** What the browser is known by while it is away, and what the provider gives back. */
export interface Departure {
  readonly state: string
  readonly browser: string
  /** A whole `Set-Cookie` value. */
  readonly setCookie: string
}

/** Several tabs may be away at once: they share the browser's cookie, and each has a state of its own. */
export function newDeparture(ports: Pick<Ports, 'random'>, domain: PoolDomain, headers: HttpHeaders): Departure {
  const newValue = () => Buffer.from(ports.random.bytes(32)).toString('base64url')
  const browser = readBrowser(headers) ?? newValue()
  // Apple and SAML providers answer by a form of their own site, with which browsers send no other cookie.
  const cookie = { name: cookieName, value: browser, path: cookiePath(domain), sameSite: 'None' } as const
  return { state: newValue(), browser, setCookie: serializeCookie({ ...cookie, maxAgeSeconds: pendingSeconds }) }
}

export interface DepartureToRemember extends Departure, Pick<PendingSignIn, 'query' | 'memory'> {
  /** What decides whether there may be one more. */
  readonly counts: readonly Write[]
}

/** Whether it is remembered: not where too many have left. */
export async function rememberDeparture(
  ports: Pick<Ports, 'clock' | 'storage'>,
  provider: IdentityProvider,
  { state, browser, query, memory, counts }: DepartureToRemember,
): Promise<boolean> {
  const pending: PendingSignIn = {
    poolId: provider.poolId,
    stateHash: hashOf(state),
    browserHash: hashOf(browser),
    providerName: provider.name,
    query,
    memory,
    expiresAt: new Date(ports.clock.now().getTime() + pendingSeconds * 1000),
  }
  const committed = await ports.storage.commit([...counts, { write: 'createPendingSignIn', pending }])
  if (committed.committed) return true
  if (committed.guard === 'under-limit') return false
  throw new Error(`a departure met the guard ${committed.guard}`)
}

/**
 * The sign-in that this browser went away for, once: undefined for a state that nobody was given, that another browser
 * was given, that has been answered, or that is too old. Another browser cannot use it up either.
 */
export async function takePendingSignIn(
  ports: Pick<Ports, 'clock' | 'storage'>,
  pool: UserPool,
  { state, headers }: { readonly state: string | undefined; readonly headers: HttpHeaders },
): Promise<PendingSignIn | undefined> {
  const browser = readBrowser(headers)
  if (state === undefined || browser === undefined || !valuePattern.test(state)) return undefined
  const stateHash = hashOf(state)
  const pending = await ports.storage.pendingSignIns.find(pool.id, stateHash)
  if (pending === undefined || !isEqualText(pending.browserHash, hashOf(browser))) return undefined
  const now = ports.clock.now()
  const taken = await ports.storage.commit([{ write: 'takePendingSignIn', poolId: pool.id, stateHash, now }])
  return taken.committed ? pending : undefined
}

function readBrowser(headers: HttpHeaders): string | undefined {
  const value = parseCookies(findHeader(headers, 'cookie')).get(cookieName)
  return value !== undefined && valuePattern.test(value) ? value : undefined
}

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url')
}
