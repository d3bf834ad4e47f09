import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { requireSigningCertificate } from '../../src/flows/user-pools/require-signing-certificate.ts'
import { parseXml } from '../../src/xml/parse-xml.ts'
import { assertionKey, idp, samlPool } from './saml-pool.ts'

const tagged = { configuration: { UserPoolTags: { 'sallyport:saml-metadata': 'on' } } }
const details = { MetadataFile: idp.metadata, RequestSigningAlgorithm: 'rsa-sha256' }

describe('what a pool says of itself', () => {
  test('is not there unless the pool wants it', async () => {
    await using given = await samlPool({ details })
    const { status, body } = await given.send('GET', '/saml2/metadata?identity_provider=Corp')
    assert.deepEqual({ status, body }, { status: 404, body: 'Not Found' })
  })

  test('names addresses and certificates', async () => {
    await using given = await samlPool({ details, pool: tagged })
    const { status, headers, body } = await given.send('GET', '/saml2/metadata?identity_provider=Corp')
    assert.equal(status, 200)
    assert.equal(headers['content-type'], 'application/samlmetadata+xml;charset=UTF-8')
    const root = parseXml(String(body).trimEnd())
    assert.ok(root)
    const all = Array.from(root.getElementsByTagName('*'))
    const attributesOf = (name: string) =>
      all
        .filter(({ localName }) => localName === name)
        .map(({ attributes }) => Object.fromEntries(Array.from(attributes, ({ name: key, value }) => [key, value])))
    const { baseUrl } = given.domain
    const Binding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
    assert.equal(root.getAttribute('entityID'), `urn:amazon:cognito:sp:${given.pool.id}`)
    assert.deepEqual(attributesOf('SPSSODescriptor'), [
      {
        AuthnRequestsSigned: 'true',
        WantAssertionsSigned: 'true',
        protocolSupportEnumeration: 'urn:oasis:names:tc:SAML:2.0:protocol',
      },
    ])
    assert.deepEqual(attributesOf('AssertionConsumerService'), [
      { Binding, Location: `${baseUrl}/saml2/idpresponse`, index: '0', isDefault: 'true' },
    ])
    assert.deepEqual(attributesOf('SingleLogoutService'), [{ Binding, Location: `${baseUrl}/saml2/logout` }])
    assert.deepEqual(attributesOf('KeyDescriptor'), [{ use: 'signing' }, { use: 'encryption' }])
    const { certificate } = await requireSigningCertificate(given.ports, given.pool)
    assert.deepEqual(
      all.filter(({ localName }) => localName === 'X509Certificate').map(({ textContent }) => textContent),
      [certificate, assertionKey.certificate].map((der) => Buffer.from(der).toString('base64')),
    )
  })

  test('names no key to encrypt for unless a provider is named', async () => {
    await using given = await samlPool({ details, pool: tagged })
    const { body } = await given.send('GET', '/saml2/metadata')
    assert.match(String(body), /use="signing"/)
    assert.doesNotMatch(String(body), /use="encryption"/)
    assert.equal((await given.send('GET', '/saml2/metadata?identity_provider=Other')).status, 404)
  })
})
