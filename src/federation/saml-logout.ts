import { errorPageLocation, pageError } from '../flows/authorization/page-errors.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { redirect } from './conclude-return.ts'
import { readParameters } from './read-parameters.ts'

/** `/saml2/logout` (cognito-web contract, section 6.2): the way back from being signed out at a provider. */
export async function samlLogout(request: DomainRequest, ports: Ports): Promise<HttpResponse> {
  const { domain } = request
  const parameters = readParameters(request, 'withDocument')
  const { endLogout } = await import('../flows/federation/saml/end-logout.ts')
  const destination = await endLogout(ports, {
    domain,
    relayState: parameters.get('RelayState') ?? '',
    encoded: parameters.get('SAMLResponse') ?? '',
  })
  return redirect(request, destination ?? errorPageLocation(domain.baseUrl, pageError('saml_request_invalid'), ''))
}
