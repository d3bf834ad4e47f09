import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { formBrowser, type Page } from '../clients/form-browser.ts'
import { startInstallation, type Installation } from '../clients/installation.ts'
import { claimsOf } from '../clients/tokens.ts'
import { appOrigin, openFederatedApp, type FederatedApp } from './federated-app.ts'
import { listenMockServer, type ListeningMockServer } from './mock-server-listener.ts'

let installation: Installation
let app: FederatedApp<ListeningMockServer>

const opened = new AsyncDisposableStack()
before(async () => {
  installation = opened.use(await startInstallation())
  app = opened.use(await openFederatedApp(installation, listenMockServer))
})
after(() => opened.disposeAsync())
beforeEach(() => {
  app.provider.claims = { email: 'john@example.com', email_verified: true, name: 'John Doe' }
})

interface Token {
  readonly header: Record<string, unknown>
  readonly payload: Record<string, unknown>
}

/** Goes there and back in a new browser; `change` gets at the ID token before the provider signs it. */
async function enter(change: (token: Token) => void = () => undefined): Promise<Page> {
  const changeIdToken = (token: Token) => {
    if (token.payload.aud === 'pool') change(token)
  }
  app.provider.service.on('beforeTokenSigning', changeIdToken)
  const arrived = await formBrowser(appOrigin).open(app.authorizeUrl({ identity_provider: 'Acme' }))
  app.provider.service.off('beforeTokenSigning', changeIdToken)
  return arrived
}

async function descriptionOf(arrived: Promise<Page>): Promise<string | null> {
  const { url } = await arrived
  assert.equal(url.origin, appOrigin)
  assert.deepEqual([url.searchParams.get('error'), url.searchParams.get('code')], ['invalid_request', null])
  return url.searchParams.get('error_description')
}

describe('a person of a third OpenID provider', () => {
  test('is a user of the pool by what its discovery, its keys and its user information say', async () => {
    const id = claimsOf((await app.redeem(await enter())).id_token)
    assert.deepEqual([id['cognito:username'], id.email, id.email_verified], ['Acme_johndoe', 'john@example.com', true])
    app.provider.claims = { email: 'jd@example.com', email_verified: false }
    const again = claimsOf((await app.redeem(await enter())).id_token)
    assert.deepEqual([again.sub, again.email, again.email_verified], [id.sub, 'jd@example.com', false])
  })

  test('may be vouched for by any key that it publishes then', async () => {
    const { service } = app.provider
    await service.issuer.keys.generate('ES256')
    await service.issuer.keys.generate('RS256')
    service.on('beforeWellKnownOpenIdConfiguration', ({ body }) => {
      Object.assign(body, { id_token_signing_alg_values_supported: ['RS256', 'ES256'] })
    })
    // What discovery says is kept for ten minutes.
    installation.advance(600)
    const used = new Set<unknown>()
    // The provider takes one key after the other, for every token that it signs.
    for (let round = 0; round < 3; round += 1) await app.redeem(await enter(({ header }) => void used.add(header.kid)))
    assert.equal(used.size, 3)
  })

  const wrong: readonly (readonly [name: string, change: (token: Token) => void, description: string])[] = [
    ['a token for somebody else', ({ payload }) => void (payload.aud = 'other'), 'Bad id_token issued: aud is invalid'],
    ['a token of another issuer', ({ payload }) => void (payload.iss += '/'), 'Bad id_token issued: iss is invalid'],
    [
      'the token of another sign-in',
      ({ payload }) => void (payload.nonce = 'a'),
      'Bad id_token issued: nonce is invalid',
    ],
    ['a token that is over', ({ payload }) => void (payload.exp = 1), 'Bad id_token issued: token is expired'],
    [
      'a key that is not published',
      ({ header }) => void (header.kid = 'x'),
      'Bad id_token issued: signature is invalid',
    ],
    [
      'user information of another',
      ({ payload }) => void (payload.sub = 'jane'),
      'Acme Error - user info of another subject',
    ],
  ]
  for (const [name, change, description] of wrong) {
    test(`does not come in by ${name}`, async () => assert.equal(await descriptionOf(enter(change)), description))
  }

  test('hears what the provider has against it', async () => {
    app.provider.service.once('beforeResponse', (response) => {
      Object.assign(response, { statusCode: 400, body: { error: 'invalid_grant' } })
    })
    assert.equal(await descriptionOf(enter()), 'Acme Error - 400 invalid_grant')
    app.provider.service.once('beforeUserinfo', (response) => void (response.statusCode = 503))
    assert.equal(await descriptionOf(enter()), 'Acme Error - 503 error getting user info')
    app.provider.service.once('beforeAuthorizeRedirect', ({ url }) => {
      url.searchParams.delete('code')
      url.searchParams.set('error', 'access_denied')
    })
    assert.equal(await descriptionOf(enter()), 'Acme Error - access_denied')
  })
})
