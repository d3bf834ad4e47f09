import { parseCookies, serializeCookie, serializeRemoval } from '../../http/cookies.ts'
import { findHeader } from '../../http/headers.ts'
import type { HttpHeaders } from '../../http/message.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'

/** Cognito: the name of the cookie that remembers a sign-in, host-only on the pool's domain. */
const name = 'cognito'

export function readLoginCookie(headers: HttpHeaders): string | undefined {
  return parseCookies(findHeader(headers, 'cookie')).get(name)
}

/** The `Set-Cookie` value that remembers a sign-in for as long as its session lives. */
export function loginCookie(
  domain: PoolDomain,
  { value, maxAgeSeconds }: { readonly value: string; readonly maxAgeSeconds: number },
): string {
  return serializeCookie({ name, value, maxAgeSeconds, path: cookiePath(domain) })
}

export function loginCookieRemoval(domain: PoolDomain): string {
  return serializeRemoval({ name, path: cookiePath(domain) })
}

/** Pools that share a host, each below a path of its own, must not see each other's cookies. */
export function cookiePath({ baseUrl }: PoolDomain): string {
  return new URL(baseUrl).pathname
}
