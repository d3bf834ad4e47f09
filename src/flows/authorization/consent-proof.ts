import { createHash } from 'node:crypto'
import { isEqualText } from '../../crypto/constant-time.ts'
import { openToken, sealToken } from '../../crypto/sealing/sealed-token.ts'
import { parseCookies, serializeCookie, serializeRemoval } from '../../http/cookies.ts'
import { findHeader } from '../../http/headers.ts'
import type { HttpHeaders } from '../../http/message.ts'
import type { Ports } from '../../ports/ports.ts'
import { cookiePath } from '../sessions/login-cookie.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'

/**
 * That this very browser's session answers this very request, but for the consent of its user: a request that wants a
 * new sign-in had it, and is not asked for another one after the consent.
 */
interface ConsentProof {
  readonly poolId: string
  /** Of the browser's session. */
  readonly idHash: string
  readonly query: string
  /** What the identity token tells, where that did not come with the request. */
  readonly nonce: string | undefined
}

const cookieName = 'consent'
const purpose = 'consent'
/** As long as an unfinished sign-in lives (cognito-web contract, section 3.1). */
const lifeSeconds = 900

/** The `Set-Cookie` value with which a browser comes to the page that asks. */
export function consentCookie(
  { clock, random, sealing }: Pick<Ports, 'clock' | 'random' | 'sealing'>,
  domain: PoolDomain,
  { idHash, query, nonce }: Omit<ConsentProof, 'poolId'>,
): string {
  const value = { poolId: domain.pool.id, idHash, query: hashOf(query), ...(nonce === undefined ? {} : { nonce }) }
  const expiresAt = new Date(clock.now().getTime() + lifeSeconds * 1000)
  const sealed = sealToken(value, sealing.keyFor(purpose), { purpose, expiresAt, random: (size) => random.bytes(size) })
  return serializeCookie({ name: cookieName, value: sealed, path: cookiePath(domain) })
}

export function consentCookieRemoval(domain: PoolDomain): string {
  return serializeRemoval({ name: cookieName, path: cookiePath(domain) })
}

/** What the browser brings for this session and this request; undefined where that is nothing, or for another one. */
export function readConsentProof(
  { clock, sealing }: Pick<Ports, 'clock' | 'sealing'>,
  { pool }: PoolDomain,
  { headers, idHash, query }: { readonly headers: HttpHeaders; readonly idHash: string; readonly query: string },
): Pick<ConsentProof, 'nonce'> | undefined {
  const text = parseCookies(findHeader(headers, 'cookie')).get(cookieName)
  const opened = text && openToken(text, sealing.keyFor(purpose), purpose, clock.now())
  if (!opened || opened === 'expired' || opened.poolId !== pool.id) return undefined
  if (typeof opened.idHash !== 'string' || !isEqualText(opened.idHash, idHash)) return undefined
  if (opened.query !== hashOf(query)) return undefined
  return { nonce: typeof opened.nonce === 'string' ? opened.nonce : undefined }
}

function hashOf(query: string): string {
  return createHash('sha256').update(query).digest('base64url')
}
