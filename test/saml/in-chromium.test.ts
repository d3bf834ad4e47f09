import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CreateIdentityProviderCommand,
  CreateUserPoolClientCommand,
  GetSigningCertificateCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { skip } from '../journey/chromium.ts'
import { addPool } from '../journey/pools.ts'
import { startReferenceSystem, type ReferenceSystem } from '../journey/reference-system.ts'
import { startOutsideProvider, type OutsideProvider } from './outside-provider.ts'

/** A pool of a running installation that a provider by others vouches for, in front of a real browser. */
describe('a browser at a SAML provider', { skip }, () => {
  const all = new AsyncDisposableStack()
  let system: ReferenceSystem
  let provider: OutsideProvider
  let given: Awaited<ReturnType<typeof openPool>>

  before(async () => {
    system = all.use(await startReferenceSystem())
    provider = all.use(await startOutsideProvider())
    given = await openPool(system, provider)
  })
  after(() => all.disposeAsync())

  const arrivedAt = (callback: string) => (url: URL) => url.href.startsWith(callback) && url.searchParams.has('code')

  test('signs in from the app, with scripts and without', async () => {
    const { base, relayState, callback } = given
    for (const javaScript of [true, false]) {
      await using visitor = await system.visit({ javaScript })
      const { page } = visitor
      await page.goto(`${base}/login?${relayState.replace('&identity_provider=Corp', '')}`)
      await page
        .getByRole('link', { name: /Corp/ })
        .or(page.getByRole('button', { name: /Corp/ }))
        .click()
      await page.getByLabel('Name').fill(javaScript ? 'ada' : 'ben')
      await page.getByRole('button', { name: 'Enter' }).click()
      if (!javaScript) await page.getByRole('button', { name: 'Submit' }).click()
      await page.waitForURL(arrivedAt(callback))
    }
  })

  test('signs in from the provider', async () => {
    await using visitor = await system.visit()
    const { page } = visitor
    await page.goto(provider.portalUrl(given.relayState))
    await page.getByLabel('Name').fill('cleo')
    await page.getByRole('button', { name: 'Enter' }).click()
    await page.waitForURL(arrivedAt(given.callback))
  })

  test('is told to the app by somebody who changes their mind there', async () => {
    await using visitor = await system.visit()
    const { page } = visitor
    await page.goto(`${given.base}/oauth2/authorize?${given.relayState}&state=xyz`)
    await page.getByRole('button', { name: 'No, thanks' }).click()
    await page.waitForURL((url) => url.href.startsWith(given.callback))
    assert.deepEqual(Object.fromEntries(new URL(page.url()).searchParams), {
      error_description:
        'Invalid SAML response received: SAML Response status is urn:oasis:names:tc:SAML:2.0:status:Responder',
      error: 'invalid_request',
      state: 'xyz',
    })
  })

  test('signs out of both, and must sign in again', async () => {
    const { base, clientId, callback, relayState } = given
    await using visitor = await system.visit()
    const { page } = visitor
    const enter = async () => {
      await page.goto(`${base}/oauth2/authorize?${relayState}`)
      await page.getByLabel('Name').fill('dora')
      await page.getByRole('button', { name: 'Enter' }).click()
      await page.waitForURL(arrivedAt(callback))
    }
    const isThere = () => provider.sessions.some(({ nameId }) => nameId === 'dora')
    provider.trust(given.facts)
    await enter()
    await page.goto(`${base}/oauth2/authorize?${relayState}`)
    await page.waitForURL(arrivedAt(callback))
    assert.equal(isThere(), true)
    const logout = new URLSearchParams({ client_id: clientId, logout_uri: `${callback}?out` })
    await page.goto(`${base}/logout?${logout.toString()}`)
    await page.waitForURL(`${callback}?out`)
    assert.equal(isThere(), false)
    await enter()
  })
})

async function openPool(system: ReferenceSystem, provider: OutsideProvider) {
  const { operator } = system
  const { id: UserPoolId, signInUrl } = await addPool(system, { domain: 'corp' })
  const url = new URL(signInUrl)
  const callback = url.searchParams.get('redirect_uri') ?? ''
  const details = {
    MetadataURL: provider.metadataUrl,
    IDPSignout: 'true',
    IDPInit: 'true',
    RequestSigningAlgorithm: 'rsa-sha256',
  }
  await operator.send(
    new CreateIdentityProviderCommand({
      UserPoolId,
      ProviderName: 'Corp',
      ProviderType: 'SAML',
      ProviderDetails: details,
      AttributeMapping: { email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress' },
    }),
  )
  const { UserPoolClient } = await operator.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'Corporate',
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      CallbackURLs: [callback],
      LogoutURLs: [`${callback}?out`],
      SupportedIdentityProviders: ['Corp'],
    }),
  )
  const { Certificate = '' } = await operator.send(new GetSigningCertificateCommand({ UserPoolId }))
  const clientId = UserPoolClient?.ClientId ?? ''
  const facts = {
    entityId: `urn:amazon:cognito:sp:${UserPoolId}`,
    responseUrl: `${url.origin}/saml2/idpresponse`,
    logoutUrl: `${url.origin}/saml2/logout`,
    signingCertificate: `-----BEGIN CERTIFICATE-----\n${Certificate}\n-----END CERTIFICATE-----\n`,
  }
  provider.trust(facts)
  const relayState = new URLSearchParams({
    client_id: clientId,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid email',
    identity_provider: 'Corp',
  })
  return { clientId, base: url.origin, callback, relayState: relayState.toString(), facts }
}
