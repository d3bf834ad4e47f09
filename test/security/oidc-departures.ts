import type { IdentityProvider } from '../../src/domain/federation/identity-provider.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import type { OutboundFetch } from '../../src/ports/outbound-fetch.ts'
import { givenClient } from '../../src/testing/given.ts'
import { providerDouble } from '../../src/testing/provider-double.ts'
import { callback } from './app.ts'
import { codeIn, setCookies } from './browser.ts'
import type { Installation } from './installation.ts'

/** A browser that is away at an OpenID Connect provider. */
export interface OidcDeparture {
  readonly state: string
  /** The cookie `csrf-state`, by which the browser is known. */
  readonly browser: string
  /** Comes back with the provider's good answer beside whatever state. Whether it was taken. */
  end(state: string): Promise<boolean>
  /** The same in whatever browser, for a sign-in that begins anew each time. */
  endIn(browser: string): Promise<boolean>
}

export async function departToOidcProvider(
  on: Installation,
  pool: UserPool,
  clientId = 'federated',
): Promise<OidcDeparture> {
  const provider = await providerDouble({ issuer: `https://${clientId}.example`, now: () => on.now() })
  const { outboundFetch: outside } = on.ports
  const outboundFetch: OutboundFetch = (url, init) =>
    url.startsWith(`${provider.issuer}/`) ? provider.fetch(url, init) : outside(url, init)
  Object.assign(on.ports, { outboundFetch })
  const acme: IdentityProvider = {
    poolId: pool.id,
    name: 'Acme',
    type: 'OIDC',
    details: { client_id: 'pool', client_secret: 's', authorize_scopes: 'openid', oidc_issuer: provider.issuer },
    attributeMapping: {},
    identifiers: [],
    acrMapping: undefined,
    assertionKey: undefined,
    createdAt: on.now(),
    updatedAt: on.now(),
    version: 1,
  }
  await on.ports.storage.commit([{ write: 'createIdentityProvider', provider: acme }])
  const configuration = { SupportedIdentityProviders: ['Acme'], CallbackURLs: [callback] }
  const client = await givenClient(on.ports, pool, { id: clientId, configuration })
  const asked = { client_id: client.id, redirect_uri: callback, response_type: 'code', identity_provider: 'Acme' }
  const query = new URLSearchParams(asked).toString()

  const depart = async (cookie = '') => {
    const headers = { cookie }
    const reply = await on.visit(pool.id, { method: 'GET', path: '/oauth2/authorize', query, headers })
    const { searchParams } = new URL(String(reply.headers.location))
    const known = setCookies(reply).find((line) => line.startsWith('csrf-state=')) ?? ''
    const browser = known.slice('csrf-state='.length).split(';', 1)[0] ?? ''
    return { state: searchParams.get('state') ?? '', nonce: searchParams.get('nonce') ?? '', browser }
  }
  const answer = async (nonce: string, { state, browser }: Pick<OidcDeparture, 'state' | 'browser'>) => {
    provider.idToken = { nonce }
    const back = new URLSearchParams({ code: 'somebody-else', state }).toString()
    const headers = { cookie: `csrf-state=${browser}` }
    const reply = await on.visit(pool.id, { method: 'GET', path: '/oauth2/idpresponse', query: back, headers })
    return typeof reply.headers.location === 'string' && codeIn(reply) !== undefined
  }

  const away = await depart()
  return {
    ...away,
    end: (state) => answer(away.nonce, { state, browser: away.browser }),
    async endIn(browser) {
      const { state, nonce } = await depart(`csrf-state=${away.browser}`)
      return answer(nonce, { state, browser })
    },
  }
}
