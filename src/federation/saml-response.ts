import { errorPageLocation, pageError } from '../flows/authorization/page-errors.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { concludeAnswer, concludeReturn, redirect } from './conclude-return.ts'
import { readParameters } from './read-parameters.ts'

/** `/saml2/idpresponse` (cognito-web contract, section 6.2): what a provider posts, asked for or by itself. */
export async function samlResponse(request: DomainRequest, ports: Ports): Promise<HttpResponse> {
  const { domain } = request
  const parameters = readParameters(request, 'withDocument')
  const encoded = request.method === 'POST' && parameters.get('SAMLResponse')
  if (!encoded) return redirect(request, errorPageLocation(domain.baseUrl, pageError('saml_request_invalid'), ''))
  const relayState = parameters.get('RelayState')
  // Ours is one opaque word; what a provider began by itself says in a query what the person came for.
  if (relayState?.includes('=') === true) {
    const { readUnsolicited } = await import('../flows/federation/saml/read-unsolicited.ts')
    return concludeAnswer(request, ports, await readUnsolicited(ports, { domain, relayState, encoded }))
  }
  return concludeReturn(request, ports, { path: '/saml2/idpresponse', state: relayState, parameters })
}
