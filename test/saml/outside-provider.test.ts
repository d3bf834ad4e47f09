import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { requireSigningCertificate } from '../../src/flows/user-pools/require-signing-certificate.ts'
import { testPorts } from '../../src/testing/test-ports.ts'
import { startOutsideProvider, type OutsideProvider } from './outside-provider.ts'
import { assertionKey, cookieOf, errorOf, locationOf, samlPool, signedOut, type SamlPool } from './saml-pool.ts'

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
let provider: OutsideProvider
before(async () => {
  provider = await startOutsideProvider()
})
after(() => provider[Symbol.asyncDispose]())

/** A pool and the provider that know each other, today. */
async function open(
  options: Readonly<Record<string, unknown>> = {},
  details: Readonly<Record<string, string>> = {},
): Promise<SamlPool> {
  const ports = await testPorts({ now: new Date(), outboundFetch: (url) => fetch(url) })
  const given = await samlPool({
    ports,
    details: { MetadataURL: provider.metadataUrl, RequestSigningAlgorithm: 'rsa-sha256', ...details },
    attributeMapping: { email: `${claims}/emailaddress`, name: 'http://schemas.passportjs.com/teams' },
  })
  const { certificate } = await requireSigningCertificate(ports, given.pool)
  const { baseUrl } = given.domain
  provider.trust(
    {
      entityId: `urn:amazon:cognito:sp:${given.pool.id}`,
      responseUrl: `${baseUrl}/saml2/idpresponse`,
      logoutUrl: `${baseUrl}/saml2/logout`,
      signingCertificate: new X509Certificate(certificate).toString(),
    },
    options,
  )
  return given
}

/** What the page there would post for a person without scripts. */
async function formAt(url: string): Promise<{ readonly action: string; readonly fields: Record<string, string> }> {
  const response = await fetch(url)
  const page = await response.text()
  assert.equal(response.status, 200, page)
  const plain = (value: string) => value.replaceAll('&#34;', '"').replaceAll('&amp;', '&')
  const inputs = page.matchAll(/name="(SAMLResponse|RelayState)"\s+value="([^"]*)"/g)
  const fields = Object.fromEntries(Array.from(inputs, ([, name = '', value = '']) => [name, plain(value)]))
  return { action: plain(/action="([^"]+)"/.exec(page)?.[1] ?? ''), fields }
}

async function enter(given: SamlPool, url: URL, user: string, cookie: string) {
  url.pathname = '/sso/enter'
  url.searchParams.set('user', user)
  const { action, fields } = await formAt(url.href)
  assert.equal(action, `${given.domain.baseUrl}/saml2/idpresponse`)
  return given.send('POST', '/saml2/idpresponse', { cookie, form: fields })
}

async function signIn(given: SamlPool, user = 'ada') {
  const { location, cookie } = await given.depart()
  return enter(given, location, user, cookie)
}

const certificate = new X509Certificate(assertionKey.certificate).toString()
const encryptionPublicKey = new X509Certificate(assertionKey.certificate).publicKey.export({
  type: 'spki',
  format: 'pem',
})
const encryption = { encryptionCert: certificate, encryptionPublicKey }
const aes = (name: string) => `http://www.w3.org/${name.endsWith('gcm') ? '2009/xmlenc11' : '2001/04/xmlenc'}#${name}`

describe('a provider that we did not write', () => {
  const ways: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    'a signed assertion': {},
    'a signed response': { signResponse: true, signAssertion: false },
    'both signed': { signResponse: true },
    'signatures with a prefix': { signResponse: true, signatureNamespacePrefix: 'ds' },
    'typed attributes': { typedAttributes: true, includeAttributeNameFormat: true },
    'an encrypted assertion, AES-256-GCM': encryption,
    'an encrypted assertion, AES-128-GCM': { ...encryption, encryptionAlgorithm: aes('aes128-gcm') },
    'an encrypted assertion, AES-256-CBC': {
      ...encryption,
      encryptionAlgorithm: aes('aes256-cbc'),
      disallowEncryptionWithInsecureAlgorithm: false,
      warnOnInsecureEncryptionAlgorithm: false,
    },
    'an encrypted assertion in a signed response': { ...encryption, signResponse: true },
  }
  for (const [what, options] of Object.entries(ways)) {
    test(`signs somebody in by ${what}, asked by a request whose signature it checked`, async () => {
      await using given = await open(options)
      assert.equal(errorOf(await signIn(given)), 'none')
      const { email, name } = (await given.requireUser('Corp_ada')).attributes
      assert.deepEqual({ email, name }, { email: 'ada@example.com', name: '[red,blue]' })
    })
  }

  test('signs nobody in with SHA-1', async () => {
    await using given = await open({ signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' })
    assert.match(errorOf(await signIn(given)), /SAML Assertion signature is invalid$/)
  })

  test('refuses a request that somebody changed', async () => {
    await using given = await open()
    const { location } = await given.depart()
    location.pathname = '/sso/enter'
    location.searchParams.set('user', 'ada')
    location.searchParams.set('RelayState', 'other')
    const response = await fetch(location)
    assert.equal(response.status, 400, await response.text())
  })

  test('begins by itself', async () => {
    await using given = await open({}, { IDPInit: 'true' })
    const response = await enter(given, new URL(provider.portalUrl(given.query())), 'ben', '')
    assert.equal(errorOf(response), 'none')
    assert.ok(locationOf(response).searchParams.get('code'))
    await given.requireUser('Corp_ben')
  })

  test('signs somebody out too', async () => {
    await using given = await open({}, { IDPSignout: 'true' })
    const cookie = cookieOf(await signIn(given, 'cleo'))
    assert.deepEqual(
      provider.sessions.map(({ nameId }) => nameId),
      ['cleo'],
    )
    const target = `/logout?client_id=${given.client.id}&logout_uri=${encodeURIComponent(signedOut)}`
    const away = locationOf(await given.send('GET', target, { cookie }))
    assert.equal(away.origin, provider.origin)
    const { action, fields } = await formAt(away.href)
    assert.equal(action, `${given.domain.baseUrl}/saml2/logout`)
    const back = await given.send('POST', '/saml2/logout', { form: fields })
    assert.equal(back.headers.location, signedOut)
    assert.deepEqual(provider.sessions, [])
  })
})
