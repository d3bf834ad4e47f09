import type { AppClient } from '../domain/app-clients/app-client.ts'
import { extraOf } from '../domain/extras/extras.ts'
import { pageError, type PageError } from '../flows/authorization/page-errors.ts'
import { asciiUri } from '../flows/authorization/redirect-location.ts'
import { findLoginSession } from '../flows/sessions/login-session.ts'
import { checkIdTokenHint } from '../flows/tokens/check-id-token-hint.ts'
import type { Ports } from '../ports/ports.ts'
import type { LogoutDestination, LogoutRequest } from './logout-request.ts'

type Needs = Pick<Ports, 'addresses' | 'clock' | 'storage'>

/** OpenID Connect RP-Initiated Logout 1.0: to a sign-out URL of the client with its `state`, or to a page that says so. */
export async function findPostLogoutDestination(
  ports: Needs,
  request: LogoutRequest,
): Promise<LogoutDestination | PageError> {
  const { domain, parameters } = request
  if (parameters.duplicates.length > 0) return pageError('parameter_repeated')
  const identified = await identify(ports, request)
  if (identified?.kind === 'page-error') return identified
  const uri = parameters.values.get('post_logout_redirect_uri')
  if (!uri) return { kind: 'destination', location: `${domain.baseUrl}/signedOut` }
  if (identified === undefined) return pageError('client_id_missing')
  if (!identified.client.configuration.LogoutURLs?.includes(uri)) return pageError('logout_uri_mismatch')
  const state = parameters.values.get('state')
  const joint = uri.includes('?') ? '&' : '?'
  return {
    kind: 'destination',
    location: `${asciiUri(uri)}${state ? `${joint}state=${encodeURIComponent(state)}` : ''}`,
  }
}

interface Identified {
  readonly kind: 'client'
  readonly client: AppClient
}

/** The client that signs out: named by its id or by an ID token of its own, which must be the session's person's. */
async function identify(
  ports: Needs,
  { domain: { pool }, parameters: { values }, cookie }: LogoutRequest,
): Promise<Identified | PageError | undefined> {
  const token = values.get('id_token_hint')
  const named = values.get('client_id') || undefined
  const hint = token ? await checkIdTokenHint(ports, pool, token) : undefined
  if (token && hint === undefined) return pageError('logout_hint_invalid')
  const session = hint && (await findLoginSession(ports, pool, cookie))
  const isOther = session !== undefined && session.user.sub !== hint?.sub
  if (isOther || (hint && named !== undefined && named !== hint.clientId)) return pageError('logout_hint_invalid')
  const clientId = hint?.clientId ?? named
  if (clientId === undefined) return undefined
  const client = await ports.storage.appClients.find(clientId)
  if (client?.poolId !== pool.id) return pageError('client_unknown')
  // Cognito's own words for a client that signs out Cognito's way.
  return extraOf(pool, 'rp-initiated-logout', client) ? { kind: 'client', client } : pageError('redirect_uri_missing')
}
