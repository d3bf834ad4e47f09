import { errorPageLocation, pageError } from '../flows/authorization/page-errors.ts'
import type { DomainRequest, PoolDomain } from '../flows/user-pools/domain-request.ts'
import { loginCookieRemoval, readLoginCookie } from '../flows/sessions/login-cookie.ts'
import type { ProtocolPorts } from '../flows/federation/federation-protocol.ts'
import { endLoginSession, findLoginSession } from '../flows/sessions/login-session.ts'
import type { HttpResponse } from '../http/message.ts'
import { parseQuery } from '../http/query.ts'
import type { Ports } from '../ports/ports.ts'
import { findLogoutDestination } from './find-logout-destination.ts'
import { redirectResponse } from './responses.ts'

/**
 * `GET /logout` (cognito-web contract, section 2.6): ends the browser's session, never its tokens, then goes to a
 * sign-out URL of the client or back to the sign-in page. By POST where a pool signs out as OpenID Connect has it.
 */
export async function logout(
  request: DomainRequest,
  ports: ProtocolPorts & Pick<Ports, 'addresses' | 'sealing'>,
): Promise<HttpResponse> {
  const { domain, headers } = request
  const query = request.method === 'POST' ? Buffer.from(request.body).toString('latin1') : request.query
  const parameters = parseQuery(query)
  const cookie = readLoginCookie(headers)
  const destination = parameters.ok
    ? await findLogoutDestination(ports, { domain, query, parameters, cookie })
    : pageError('query_malformed')
  if (destination.kind === 'page-error') return redirectResponse(errorPageLocation(domain.baseUrl, destination, query))
  const signOutThere = await signOutElsewhere(ports, { domain, cookie, destination: destination.location })
  if (cookie !== undefined) await ports.storage.commit([endLoginSession(ports, domain.pool, cookie)])
  return redirectResponse(signOutThere ?? destination.location, [loginCookieRemoval(domain)])
}

/** Cognito: by way of a SAML provider that wants to hear of it; the browser comes back through `/saml2/logout`. */
async function signOutElsewhere(
  ports: ProtocolPorts & Pick<Ports, 'sealing'>,
  { domain, cookie, destination }: { domain: PoolDomain; cookie: string | undefined; destination: string },
): Promise<string | undefined> {
  const found = await findLoginSession(ports, domain.pool, cookie)
  if (found?.session.samlSession === undefined) return undefined
  const { beginLogout } = await import('../flows/federation/saml/begin-logout.ts')
  return beginLogout(ports, { domain, session: found.session, destination })
}
