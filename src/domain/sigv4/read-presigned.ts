import { parseQuery } from '../../http/query.ts'
import { authorizationOf } from '../../http/sigv4-authorization.ts'
import type { Signature, SigningScope } from './read-signature.ts'
import { findRequestTimeProblem } from './request-time.ts'
import { refuseSignature, type SigV4Refusal } from './sigv4-refusal.ts'

export interface PresignedUrl {
  readonly signature: Signature
  /** X-Amz-Security-Token, or empty. */
  readonly sessionToken: string
  /** What of the query is signed: all but the signature. */
  readonly signedQuery: string
}

const PARAMETERS = ['Algorithm', 'Credential', 'Date', 'Expires', 'Security-Token', 'SignedHeaders', 'Signature']
/** Signature Version 4: a week. */
const LONGEST_LIFE_SECONDS = 604_800

/** Whether a query claims to be signed. */
export function isPresigned(query: string): boolean {
  return /(?:^|&)X-Amz-(?:Signature|Credential|Algorithm)=/i.test(query)
}

/**
 * Reads the signature of a URL (Signature Version 4 with query parameters) that is fit to be verified at all, or says
 * what is wrong with it. Without X-Amz-Expires it is good for as long as one in a header.
 */
export function readPresigned(
  query: string,
  { service, regions }: Pick<SigningScope, 'service' | 'regions'>,
  now: Date,
): (PresignedUrl & { readonly ok: true }) | SigV4Refusal {
  const parsed = parseQuery(query)
  if (!parsed.ok) return incomplete('The query cannot be read.')
  const sent = parsed.pairs.filter(([name]) => /^x-amz-/i.test(name))
  const values = new Map(sent.map(([name, value]) => [name, value]))
  // Spelled otherwise, or twice, a parameter would be signed as one thing and read as another.
  if (values.size < sent.length || [...values.keys()].some((name) => !isKnown(name))) {
    return incomplete("The query's X-Amz-* parameters must be those of Signature Version 4, each once.")
  }
  const valueOf = (name: string) => values.get(`X-Amz-${name}`) ?? ''
  if (valueOf('Algorithm') !== 'AWS4-HMAC-SHA256') return incomplete('X-Amz-Algorithm must be AWS4-HMAC-SHA256.')
  const read = authorizationOf(
    new Map(['Credential', 'SignedHeaders', 'Signature'].map((name) => [name, valueOf(name)])),
  )
  if (!read.ok) return incomplete('X-Amz-Credential, X-Amz-SignedHeaders and X-Amz-Signature must be well formed.')
  const { scope, signedHeaders } = read.authorization
  if (scope.service !== service) return scopeProblem(`correct service: '${service}'`)
  if (regions && !regions.includes(scope.region)) return scopeProblem('a valid region')
  if (!signedHeaders.includes('host')) return incomplete("'host' must be in X-Amz-SignedHeaders.")
  const life = lifeOf(values.get('X-Amz-Expires'))
  if (life === 'malformed') return incomplete(`X-Amz-Expires must be from 1 to ${LONGEST_LIFE_SECONDS} seconds.`)
  const timestamp = valueOf('Date')
  const time = findRequestTimeProblem(timestamp, scope.date, now, life)
  if (time) return refuseSignature(time.exception, time.message)
  return {
    ok: true,
    signature: { ok: true, authorization: read.authorization, timestamp },
    sessionToken: valueOf('Security-Token'),
    signedQuery: query
      .split('&')
      .filter((part) => !part.startsWith('X-Amz-Signature='))
      .join('&'),
  }
}

function isKnown(name: string): boolean {
  return PARAMETERS.some((known) => name === `X-Amz-${known}`)
}

function lifeOf(expires: string | undefined): number | undefined | 'malformed' {
  if (expires === undefined) return undefined
  const seconds = /^\d{1,6}$/.test(expires) ? Number(expires) : 0
  return seconds >= 1 && seconds <= LONGEST_LIFE_SECONDS ? seconds : 'malformed'
}

function incomplete(message: string): SigV4Refusal {
  return refuseSignature('IncompleteSignatureException', message)
}

function scopeProblem(expected: string): SigV4Refusal {
  return refuseSignature('InvalidSignatureException', `Credential should be scoped to ${expected}. `)
}
