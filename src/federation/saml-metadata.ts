import { extraOf } from '../domain/extras/extras.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { requireSigningCertificate } from '../flows/user-pools/require-signing-certificate.ts'
import type { HttpResponse } from '../http/message.ts'
import { parseQuery } from '../http/query.ts'
import type { Ports } from '../ports/ports.ts'

const notFound: HttpResponse = {
  status: 404,
  headers: { 'content-type': 'text/plain;charset=UTF-8' },
  body: 'Not Found',
}

/** `/saml2/metadata?identity_provider=…`, where a pool offers it (extra `saml-metadata`): Cognito has no such document. */
export async function samlMetadata({ domain, query }: DomainRequest, ports: Ports): Promise<HttpResponse> {
  if (!extraOf(domain.pool, 'saml-metadata')) return notFound
  const parameters = parseQuery(query)
  const name = parameters.ok ? parameters.values.get('identity_provider') : undefined
  const provider = name === undefined ? undefined : await ports.storage.identityProviders.find(domain.pool.id, name)
  if (name !== undefined && provider?.type !== 'SAML') return notFound
  const { serviceProviderMetadata } = await import('../flows/federation/saml/service-provider-metadata.ts')
  const { serviceProviderOf } = await import('../flows/federation/saml/service-provider.ts')
  const { certificate: signingCertificate } = await requireSigningCertificate(ports, domain.pool)
  return {
    status: 200,
    headers: { 'content-type': 'application/samlmetadata+xml;charset=UTF-8' },
    body: serviceProviderMetadata(serviceProviderOf(domain), { signingCertificate, provider }),
  }
}
