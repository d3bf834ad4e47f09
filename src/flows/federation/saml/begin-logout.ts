import { newUuid } from '../../../crypto/identifiers.ts'
import type { LoginSession } from '../../../domain/sessions/login-session.ts'
import type { Ports } from '../../../ports/ports.ts'
import type { PoolDomain } from '../../user-pools/domain-request.ts'
import { requireSigningCertificate } from '../../user-pools/require-signing-certificate.ts'
import type { ProtocolPorts } from '../federation-protocol.ts'
import { findMetadata } from './find-metadata.ts'
import { sealLogoutState } from './logout-state.ts'
import { redirectBindingUrl } from './redirect-binding.ts'
import { logoutRequest } from './saml-requests.ts'
import { serviceProviderOf } from './service-provider.ts'

export interface SamlLogout {
  readonly domain: PoolDomain
  /** The browser's session, which ends here in any case. */
  readonly session: LoginSession
  readonly destination: string
}

/**
 * Where a browser goes to be signed out at its SAML provider too; undefined where the provider is not to hear of it
 * (`IDPSignout`), or has no place for it. The request is always signed.
 */
export async function beginLogout(
  ports: ProtocolPorts & Pick<Ports, 'sealing'>,
  { domain, session, destination }: SamlLogout,
): Promise<string | undefined> {
  const { samlSession } = session
  const provider = await ports.storage.identityProviders.find(domain.pool.id, session.provider)
  if (samlSession === undefined || provider?.details.IDPSignout !== 'true') return undefined
  const metadata = await findMetadata(ports, provider)
  const logoutUri = metadata?.sloRedirectUri
  if (logoutUri === undefined) return undefined
  const requestId = `_${newUuid((size) => ports.random.bytes(size))}`
  const serviceProvider = serviceProviderOf(domain)
  const issuedAt = ports.clock.now()
  const { privateKey } = await requireSigningCertificate(ports, domain.pool)
  return redirectBindingUrl(logoutUri, {
    request: logoutRequest({ id: requestId, issuedAt, destination: logoutUri, serviceProvider, ...samlSession }),
    relayState: sealLogoutState(ports, domain.pool, { providerName: provider.name, requestId, destination }),
    signingKey: privateKey,
  })
}
