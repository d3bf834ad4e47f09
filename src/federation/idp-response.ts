import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { concludeReturn } from './conclude-return.ts'
import { readParameters } from './read-parameters.ts'

/** `/oauth2/idpresponse` (cognito-web contract, section 2.7): Apple sends a form, all others a query. */
export async function idpResponse(request: DomainRequest, ports: Ports): Promise<HttpResponse> {
  const parameters = readParameters(request)
  return concludeReturn(request, ports, {
    path: '/oauth2/idpresponse',
    state: parameters.get('state'),
    parameters,
  })
}
