import { extraOf } from '../../domain/extras/extras.ts'
import type { ExtraClient } from '../../domain/extras/extra.ts'
import type { DomainRequest } from '../../flows/user-pools/domain-request.ts'
import { cookiePath } from '../../flows/sessions/login-cookie.ts'
import { parseCookies, serializeCookie } from '../../http/cookies.ts'
import { findHeader } from '../../http/headers.ts'
import { parseQuery } from '../../http/query.ts'
import { english, type Language } from '../../messages/languages.ts'
import { acceptedRanges, firstLanguage, lookUpLanguage } from '../../messages/negotiation.ts'

/** Cognito: the name of the cookie that remembers which language was asked for. */
const cookieName = 'lang'
/** The longest that browsers keep a cookie. */
const lifeSeconds = 400 * 86_400

type Asking = Pick<DomainRequest, 'domain' | 'query' | 'headers'>

/**
 * The language of a page: what `lang` asks for, or what it asked for before. A pool that negotiates listens to the
 * application's `ui_locales` first, and to the browser last. The classic pages are in English.
 */
export function pageLanguage(request: Asking, client: ExtraClient | undefined): Language {
  const { pool, managedLoginVersion } = request.domain
  if (managedLoginVersion === 1) return english
  const isNegotiated = extraOf(pool, 'language-negotiation', client)
  const query = queryOf(request)
  const wishes = [
    isNegotiated ? (query.get('ui_locales') ?? '').split(' ') : [],
    [query.get('lang') ?? ''],
    [parseCookies(findHeader(request.headers, 'cookie')).get(cookieName) ?? ''],
    isNegotiated ? acceptedRanges(findHeader(request.headers, 'accept-language') ?? '') : [],
    [extraOf(pool, 'default-language', client)],
  ]
  return firstLanguage(wishes.flat()) ?? english
}

/** The `Set-Cookie` values that keep the language that this request asks for. */
export function languageCookies(request: Asking): readonly string[] {
  const { domain } = request
  const language = domain.managedLoginVersion === 1 ? undefined : lookUpLanguage(queryOf(request).get('lang') ?? '')
  if (language === undefined) return []
  const cookie = { name: cookieName, value: language.tag, maxAgeSeconds: lifeSeconds, path: cookiePath(domain) }
  return [serializeCookie(cookie)]
}

function queryOf({ query }: Asking): ReadonlyMap<string, string> {
  const parsed = parseQuery(query)
  return parsed.ok ? parsed.values : new Map()
}
