import { isPasskeyAllowed } from '../domain/user-pools/passkey-offer.ts'
import type { DomainRequest, DomainRoute } from '../flows/user-pools/domain-request.ts'
import { findRelyingParty } from '../flows/passkeys/find-relying-party.ts'
import type { HttpResponse } from '../http/message.ts'
import { securityText } from '../http/security-text.ts'
import type { Ports } from '../ports/ports.ts'

/** Where password managers and browsers look, at a pool's domain, for what is done where. */
export const wellKnownRoutes: readonly DomainRoute[] = [
  wellKnown('change-password', ({ domain }) => ({
    status: 302,
    headers: { location: `${domain.baseUrl}/account/password` },
    body: '',
  })),
  wellKnown('passkey-endpoints', ({ domain }) => {
    const { pool, baseUrl } = domain
    const page = `${baseUrl}/account/passkeys`
    return isPasskeyAllowed(pool) ? json({ enroll: page, manage: page }) : notFound
  }),
  wellKnown('security.txt', ({ domain }, { addresses, clock }) =>
    securityText(domain.baseUrl, addresses.securityContact, clock.now()),
  ),
  // Related Origin Requests (WebAuthn Level 3 section 5.11): the pool's other domain may use the same passkeys.
  wellKnown('webauthn', async ({ domain }, ports) => {
    const { pool, baseUrl } = domain
    const [relyingParty, domains] = [
      await findRelyingParty(ports, pool),
      await ports.storage.userPools.listDomains(pool.id),
    ]
    if (!isPasskeyAllowed(pool) || relyingParty?.id !== new URL(baseUrl).hostname) return notFound
    return json({ origins: domains.map((each) => ports.addresses.domainOrigin(each)) })
  }),
]

const notFound: HttpResponse = { status: 404, headers: {}, body: '' }

function wellKnown(
  name: string,
  answer: (request: DomainRequest, ports: Ports) => HttpResponse | Promise<HttpResponse>,
): DomainRoute {
  return {
    method: 'GET',
    path: `/.well-known/${name}`,
    isOpenToScripts: false,
    handle: async (request, ports) => answer(request, ports),
  }
}

function json(value: object): HttpResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
