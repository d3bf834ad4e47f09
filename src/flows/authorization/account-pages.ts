import { accountPath, isAccountClient } from '../../domain/users/account-centre.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'

/** A page of ours, and the way back to the application that it keeps. */
const form = /^\/account(?:\/[a-z-]{1,40}){0,2}(?:\?continue=[\w.~%!'()*-]{1,2048})?$/

/** Whether a redirect URI is a page of the pool's account centre, where this client's people are at home. */
export function isAccountPage({ pool, baseUrl }: PoolDomain, client: AppClient, redirectUri: string): boolean {
  return (
    isAccountClient(pool, client) &&
    redirectUri.startsWith(`${baseUrl}${accountPath}`) &&
    form.test(redirectUri.slice(baseUrl.length))
  )
}

/** Where somebody signs in to come to a page of the account centre; `again` although they are signed in. */
export function signInLocation(
  { baseUrl }: PoolDomain,
  client: AppClient,
  { page, again }: { readonly page: string; readonly again?: { readonly username: string } },
): string {
  const query = new URLSearchParams({
    client_id: client.id,
    response_type: 'code',
    redirect_uri: `${baseUrl}${page}`,
    ...(again ? { prompt: 'login', login_hint: again.username } : {}),
  })
  return `${baseUrl}/login?${query.toString()}`
}
