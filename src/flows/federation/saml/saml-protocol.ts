import { newUuid } from '../../../crypto/identifiers.ts'
import { requireSigningCertificate } from '../../user-pools/require-signing-certificate.ts'
import { failed } from '../federated-identity.ts'
import type { FederationProtocol } from '../federation-protocol.ts'
import { acceptResponse } from './accept-response.ts'
import { findMetadata } from './find-metadata.ts'
import { redirectBindingUrl } from './redirect-binding.ts'
import { authnRequest } from './saml-requests.ts'
import { serviceProviderOf } from './service-provider.ts'

/** SAML 2.0, begun by us: a request by redirect, a response by POST. */
export const samlProtocol: FederationProtocol = {
  async begin(ports, { domain, provider, state, request }) {
    const metadata = await findMetadata(ports, provider)
    if (metadata === undefined) return failed(`Metadata of ${provider.name} could not be read`)
    const destination = metadata.ssoRedirectUri
    if (destination === undefined) return failed(`${provider.name} has no single sign-on by HTTP-Redirect`)
    const requestId = `_${newUuid((size) => ports.random.bytes(size))}`
    const message = authnRequest({
      id: requestId,
      issuedAt: ports.clock.now(),
      destination,
      serviceProvider: serviceProviderOf(domain),
      forceAuthn: request.prompts.includes('login'),
    })
    const isSigned = provider.details.RequestSigningAlgorithm !== undefined
    const signingKey = isSigned ? (await requireSigningCertificate(ports, domain.pool)).privateKey : undefined
    const location = redirectBindingUrl(destination, { request: message, relayState: state, signingKey })
    return { kind: 'begun', location, memory: { requestId } }
  },

  async complete(ports, { domain, provider, memory, parameters }) {
    const { requestId } = memory
    if (requestId === undefined) throw new Error('a request that was begun has an id')
    return acceptResponse(ports, { domain, provider, requestId, encoded: parameters.get('SAMLResponse') ?? '' })
  },
}
