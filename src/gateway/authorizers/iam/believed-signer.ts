import { findHeader } from '../../../http/headers.ts'
import type { HttpHeaders } from '../../../http/message.ts'
import { parseQuery, splitTarget } from '../../../http/query.ts'
import { authorizationOf, parseSigV4Authorization } from '../../../http/sigv4-authorization.ts'
import { signedService } from './read-arrival-signature.ts'

/**
 * Undefined where no page asks; one that cannot be told is nobody's own. Of what a page only links or shows, as a browser
 * can with a signature in the query, it tells the site and no origin.
 */
export function originOf(headers: HttpHeaders): string | undefined {
  const isOfOtherSite = headers.get('sec-fetch-site')?.includes('cross-site') === true
  return headers.has('origin') || isOfOtherSite ? (findHeader(headers, 'origin') ?? '') : undefined
}

/** Development: the key that a caller says it signed with, for this service. No signature is looked at. */
export function claimedAccessKey(url: string, headers: HttpHeaders): string | undefined {
  const field = findHeader(headers, 'authorization')
  const parsed = field === undefined ? authorizationOf(queryParameters(url)) : parseSigV4Authorization(field)
  const isOurs = parsed.ok && parsed.authorization.scope.service === signedService
  return isOurs ? parsed.authorization.accessKeyId : undefined
}

function queryParameters(url: string): ReadonlyMap<string, string> {
  const query = parseQuery(splitTarget(url).query)
  if (!query.ok) return new Map()
  return new Map(query.pairs.map(([name, value]) => [name.replace(/^X-Amz-/, ''), value]))
}
