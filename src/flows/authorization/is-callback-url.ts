import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'

/** RFC 8252 section 7.3: the address alone counts, which no other machine can have. `localhost` is a name. */
const loopback = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::\d{1,5})?(?=\/|$)/

/** Whether a client may be answered there: it has registered the URI letter for letter, or all of it but a loopback port. */
export function isCallbackUrl(pool: UserPool, client: AppClient, redirectUri: string): boolean {
  const registered = client.configuration.CallbackURLs ?? []
  if (registered.includes(redirectUri)) return true
  if (!loopback.test(redirectUri) || !extraOf(pool, 'loopback-any-port', client)) return false
  const portless = redirectUri.replace(loopback, '$1')
  return registered.some((url) => loopback.test(url) && url.replace(loopback, '$1') === portless)
}
