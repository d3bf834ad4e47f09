import type { KeyObject } from 'node:crypto'
import { decodeBase64Url } from '../../crypto/base64url.ts'
import { isJwtExpired, verifyJwtSync, type JwtClaims, type JwtFailure } from '../../crypto/jose/jwt.ts'
import { isJsonObject, parseStrictJson } from '../../crypto/jose/strict-json.ts'
import type { Clock } from '../../ports/clock.ts'
import { whenKnown, type AtOnce } from '../at-once.ts'
import type { KeySource } from '../keys/key-source.ts'
import type { Revocations } from './revocations.ts'
import { createVerifiedTokenCache } from './verified-token-cache.ts'

export interface TokenVerifierOptions {
  readonly keySource: KeySource
  readonly clock: Clock
  readonly revocations?: Revocations
  readonly cachedTokens?: number
}

export interface TokenExpectation {
  /** Names the authorizer's configuration; a result is never shared with another. */
  readonly configuration: string
  readonly issuers: readonly string[]
  readonly ttlSeconds: number
  /** How far ahead of our clock a token may begin. JWT-03 allows 60 s for clocks that disagree; an expiry gets none. */
  readonly clockSkewSeconds: number
  /** A token that was revoked is none; where nothing is known of revocations, no token is one. */
  readonly checksRevocation?: boolean
}

export type TokenVerdict = { readonly kind: 'verified'; readonly claims: JwtClaims } | { readonly kind: TokenFailure }

/** `unknown-session`: nobody can say at the moment whether it was revoked. */
export type TokenFailure =
  | JwtFailure['kind']
  | 'foreign-issuer'
  | 'expired'
  | 'not-yet-valid'
  | 'revoked'
  | 'unknown-session'

export interface TokenVerifier {
  /** At once where the token is remembered, as most are. */
  verify(token: string, expectation: TokenExpectation): TokenVerdict | Promise<TokenVerdict>
}

/** A withdrawn key must stop working within a minute (REL-09), whatever an authorizer's own TTL is. */
const LONGEST_CACHED_SECONDS = 60

/** Signature, issuer and times of a token, for both kinds of authorizer; what the claims allow is theirs to decide. */
export function createTokenVerifier({
  keySource,
  clock,
  revocations,
  cachedTokens = 10_000,
}: TokenVerifierOptions): TokenVerifier {
  const cache = createVerifiedTokenCache(cachedTokens)

  async function verifyAfresh(token: string, expectation: TokenExpectation): Promise<JwtClaims | TokenVerdict['kind']> {
    const issuer = claimedIssuer(token)
    if (issuer === undefined) return 'malformed'
    // Keys are only ever looked up for a listed issuer, so a stranger's token costs no fetch.
    if (!expectation.issuers.includes(issuer)) return 'foreign-issuer'
    const verified = await verifyWithIssuerKeys(token, issuer, keySource)
    if (verified.kind !== 'ok') return verified.kind
    return verified.claims['iss'] === issuer ? verified.claims : 'foreign-issuer'
  }

  async function verifyUnknown(token: string, expectation: TokenExpectation, now: Date): Promise<TokenVerdict> {
    const claims = await verifyAfresh(token, expectation)
    if (typeof claims === 'string') return claims === 'verified' ? { kind: 'malformed' } : { kind: claims }
    const verdict = await judge(claims, expectation, now)
    if (verdict.kind !== 'verified') return verdict
    const seconds = Math.min(expectation.ttlSeconds, LONGEST_CACHED_SECONDS)
    cache.put(token, expectation.configuration, { claims, now, seconds })
    return verdict
  }

  /** What is asked of a token each time, whatever is remembered of it. */
  function judge(
    claims: JwtClaims,
    { checksRevocation = false, clockSkewSeconds }: TokenExpectation,
    now: Date,
  ): TokenVerdict | Promise<TokenVerdict> {
    const problem = problemOfTimes(claims, { now, skewSeconds: clockSkewSeconds })
    if (problem !== undefined) return { kind: problem }
    return checksRevocation ? askRevocations(claims) : { kind: 'verified', claims }
  }

  function askRevocations(claims: JwtClaims): AtOnce<TokenVerdict> {
    if (revocations === undefined) return { kind: 'revoked' }
    return whenKnown(revocations.isRevoked(claims), (isRevoked) => {
      if (isRevoked === 'unknown') return { kind: 'unknown-session' }
      return isRevoked ? { kind: 'revoked' } : { kind: 'verified', claims }
    })
  }

  return {
    verify(token, expectation) {
      const now = clock.now()
      const cached = cache.find(token, expectation.configuration, now)
      return cached === undefined ? verifyUnknown(token, expectation, now) : judge(cached, expectation, now)
    },
  }
}

async function verifyWithIssuerKeys(token: string, issuer: string, keySource: KeySource) {
  let pending: Promise<KeyObject | undefined> | undefined
  const first = verifyJwtSync(token, (kid) => {
    const found = keySource.find(issuer, kid)
    if (!(found instanceof Promise)) return found
    pending = found
    return undefined
  })
  if (pending === undefined) return first
  const key = await pending
  return key === undefined ? first : verifyJwtSync(token, () => key)
}

/** The `iss` of a token that nothing vouches for yet: good for choosing whose keys to try, and for nothing else. */
function claimedIssuer(token: string): string | undefined {
  const payload = decodeBase64Url(token.slice(0, 16_384).split('.', 3)[1] ?? '')
  const claims = payload === undefined ? undefined : parseStrictJson(payload)
  return isJsonObject(claims) && typeof claims['iss'] === 'string' ? claims['iss'] : undefined
}

function problemOfTimes(
  claims: JwtClaims,
  { now, skewSeconds }: { readonly now: Date; readonly skewSeconds: number },
): 'malformed' | 'expired' | 'not-yet-valid' | undefined {
  const { exp, nbf, iat } = claims
  if (typeof exp !== 'number' || !Number.isFinite(exp)) return 'malformed'
  if (isJwtExpired(claims, now)) return 'expired'
  const latest = now.getTime() / 1000 + skewSeconds
  for (const start of [nbf, iat]) {
    if (start === undefined) continue
    if (typeof start !== 'number' || !Number.isFinite(start)) return 'malformed'
    if (start > latest) return 'not-yet-valid'
  }
  return undefined
}
