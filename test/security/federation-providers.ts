import assert from 'node:assert/strict'
import { givenClient, givenPool } from '../../src/testing/given.ts'
import { providerDouble } from '../../src/testing/provider-double.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { callback } from './app.ts'
import { openBrowser, type Browser } from './browser.ts'
import { openInstallation } from './installation.ts'
import type { Reply } from './surface.ts'

/** Two providers of one pool, Acme and Evil: the people of the one must not come in by the other. */
export async function givenProviders(through?: (ports: TestPorts) => TestPorts) {
  const acme = await providerDouble({ issuer: 'https://acme.example' })
  const evil = await providerDouble({ issuer: 'https://evil.example' })
  const on = await openInstallation({
    ...(through && { through }),
    outboundFetch: (url, init) => (url.startsWith(acme.issuer) ? acme : evil).fetch(url, init),
  })
  const pool = await givenPool(on.ports)
  const UserPoolId = pool.id
  for (const [ProviderName, { issuer }] of [
    ['Acme', acme],
    ['Evil', evil],
  ] as const) {
    const ProviderDetails = { client_id: 'pool', client_secret: 's', authorize_scopes: 'openid', oidc_issuer: issuer }
    const created = await on.operate('CreateIdentityProvider', {
      UserPoolId,
      ProviderName,
      ProviderType: 'OIDC',
      ProviderDetails,
      AttributeMapping: { email: 'email' },
    })
    assert.equal(created.status, 200, created.body)
  }
  const client = await givenClient(on.ports, pool, {
    configuration: { SupportedIdentityProviders: ['COGNITO', 'Acme', 'Evil'], CallbackURLs: [callback] },
  })
  const browse = (): Browser => openBrowser(on, { pool, client })
  /** Sends a browser away, and gives what the provider was told. */
  async function leave(
    browser: Browser,
    provider = 'Acme',
  ): Promise<{ readonly state: string; readonly nonce: string }> {
    const away = await browser.get('/oauth2/authorize', `${browser.query}&identity_provider=${provider}`)
    const { searchParams } = new URL(locationOf(away))
    return { state: searchParams.get('state') ?? '', nonce: searchParams.get('nonce') ?? '' }
  }
  const come = (browser: Browser, state: string, more: Readonly<Record<string, string>> = {}): Promise<Reply> =>
    browser.get('/oauth2/idpresponse', new URLSearchParams({ code: 'S-1', state, ...more }).toString())
  const end = () => on[Symbol.asyncDispose]()
  return { on, pool, client, acme, evil, browse, leave, come, [Symbol.asyncDispose]: end }
}

export function locationOf({ headers }: Reply): string {
  assert.equal(typeof headers.location, 'string')
  return String(headers.location)
}
