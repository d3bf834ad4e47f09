import assert from 'node:assert/strict'
import { generateKeyPairSync, verify, X509Certificate } from 'node:crypto'
import { describe, test } from 'node:test'
import { requireSigningCertificate } from '../../src/flows/user-pools/require-signing-certificate.ts'
import { callback } from '../../src/testing/given-federation.ts'
import { samlIdp } from '../../src/testing/saml-idp.ts'
import { assertionKey, cookieOf, errorOf, idp, locationOf, samlPool } from './saml-pool.ts'

const signatureFault = 'Invalid SAML response received: SAML Assertion signature is invalid'

describe('a sign-in that a client begins', () => {
  test('goes to the provider and ends at the client with a code', async () => {
    await using given = await samlPool()
    const departed = await given.depart()
    assert.equal(departed.location.href.split('?')[0], 'https://idp.example/sso/redirect')
    assert.deepEqual([...departed.location.searchParams.keys()], ['SAMLRequest', 'RelayState'])
    assert.match(departed.relayState, /^[\w-]{43}$/)
    assert.match(departed.cookie, /^csrf-state=/)
    const response = await given.answer(departed, await given.vouch(departed.requestId))
    assert.equal(response.status, 303)
    const location = locationOf(response)
    assert.equal(location.href.split('?')[0], callback)
    assert.deepEqual([...location.searchParams.keys()], ['code', 'state'])
    assert.match(cookieOf(response), /^cognito=/)
    const user = await given.requireUser('Corp_ada')
    const { identities, ...attributes } = user.attributes
    assert.deepEqual(attributes, { email: 'ada@example.com', email_verified: 'false' })
    const [identity] = JSON.parse(identities ?? '[]')
    const { providerName, providerType, userId, issuer, primary } = identity
    assert.deepEqual(
      { providerName, providerType, userId, issuer, primary },
      { providerName: 'Corp', providerType: 'SAML', userId: 'ada', issuer: idp.entityId, primary: true },
    )
  })

  test('makes one text of several values', async () => {
    await using given = await samlPool({ attributeMapping: { name: 'groups', email: 'mail' } })
    await given.signIn({ attributes: { groups: ['a b', 'c,d'], mail: ['ada@example.com'] } })
    assert.equal((await given.requireUser('Corp_ada')).attributes.name, '[a+b,c%2Cd]')
  })

  test('is found by an identifier of the provider', async () => {
    await using given = await samlPool({ identifiers: ['example.com'] })
    const response = await given.send(
      'GET',
      `/oauth2/authorize?${given.query().replace('identity_provider=Corp', 'idp_identifier=example.com')}`,
    )
    assert.equal(locationOf(response).host, 'idp.example')
  })

  test('signs its request where the provider wants that', async () => {
    const details = { MetadataFile: idp.metadata, RequestSigningAlgorithm: 'rsa-sha256' }
    await using given = await samlPool({ details })
    const { location } = await given.depart()
    const [signed = '', signature = ''] = location.search.slice(1).split('&Signature=')
    const { certificate } = await requireSigningCertificate(given.ports, given.pool)
    const key = new X509Certificate(certificate).publicKey
    assert.ok(verify('sha256', Buffer.from(signed), key, Buffer.from(decodeURIComponent(signature), 'base64')))
  })

  test('asks the provider for credentials again where the client does', async () => {
    await using given = await samlPool()
    assert.doesNotMatch((await given.depart()).request, /ForceAuthn/)
    assert.match((await given.depart({ prompt: 'login' })).request, / ForceAuthn="true" /)
  })

  test('takes a signature by an elliptic curve, and none by a short key', async () => {
    const curve = samlIdp(idp.entityId, generateKeyPairSync('ec', { namedCurve: 'P-256' }))
    await using modern = await samlPool({ provider: curve, details: { MetadataFile: curve.metadata } })
    assert.equal(errorOf(await modern.signIn()), 'none')
    const short = samlIdp(idp.entityId, generateKeyPairSync('rsa', { modulusLength: 1024 }))
    await using weak = await samlPool({ provider: short, details: { MetadataFile: short.metadata } })
    assert.equal(errorOf(await weak.signIn()), signatureFault)
  })

  test('takes what is encrypted, by either kind of cipher', async () => {
    await using given = await samlPool({ details: { MetadataFile: idp.metadata, EncryptedResponses: 'true' } })
    for (const cipher of ['gcm', 'cbc'] as const) {
      assert.equal(errorOf(await given.signIn({ encryptFor: assertionKey.certificate, cipher })), 'none')
    }
  })
})

describe('a sign-in that is refused', () => {
  test('tells the client why', async () => {
    await using given = await samlPool()
    const audience = `urn:amazon:cognito:sp:${given.pool.id}`
    const reasons: [Parameters<typeof given.signIn>[0], string][] = [
      [{ signs: 'none' }, signatureFault],
      [{ idp: { ...samlIdp(idp.entityId), certificate: idp.certificate } }, signatureFault],
      [
        { audience: 'urn:else' },
        `Invalid SAML response received: Audience restriction in SAML Assertion does not allow it for ${audience}`,
      ],
      [
        { edit: (xml) => xml.replace('status:Success', 'status:Responder') },
        'Invalid SAML response received: SAML Response status is urn:oasis:names:tc:SAML:2.0:status:Responder',
      ],
      [
        { recipient: 'https://evil.example/' },
        `Invalid SAML response received: Destination is not ${given.domain.baseUrl}/saml2/idpresponse`,
      ],
      [{ requestId: '_other' }, 'Invalid SAML response received: InResponseTo does not match the request'],
      [{ requestId: undefined }, 'Invalid SAML response received: InResponseTo does not match the request'],
    ]
    for (const [content, description] of reasons) {
      const response = await given.signIn(content)
      const location = locationOf(response)
      assert.equal(location.href.split('?')[0], callback)
      assert.deepEqual(Object.fromEntries(location.searchParams), {
        error_description: description,
        error: 'invalid_request',
        state: 'xyz',
      })
      assert.equal(cookieOf(response), '')
    }
  })

  test('is one without encryption where the provider encrypts', async () => {
    await using given = await samlPool({ details: { MetadataFile: idp.metadata, EncryptedResponses: 'true' } })
    assert.equal(errorOf(await given.signIn()), 'Invalid SAML response received: SAML Assertion is not encrypted')
  })

  test('is one whose assertion was used before', async () => {
    await using given = await samlPool()
    assert.equal(errorOf(await given.signIn({ assertionId: '_one' })), 'none')
    assert.equal(
      errorOf(await given.signIn({ assertionId: '_one' })),
      'Invalid SAML response received: Assertion was used before',
    )
  })

  test('is one in a browser that did not begin it, which uses nothing up', async () => {
    await using given = await samlPool()
    const departed = await given.depart()
    const response = await given.vouch(departed.requestId)
    const others = [undefined, 'csrf-state=', (await given.depart()).cookie]
    for (const cookie of others)
      assert.equal(errorOf(await given.answer(departed, response, { cookie })), 'state_invalid')
    assert.equal(errorOf(await given.answer(departed, response)), 'none')
    assert.equal(errorOf(await given.answer(departed, response)), 'state_invalid')
  })

  test('is one with another relay state', async () => {
    await using given = await samlPool()
    const departed = await given.depart()
    const response = await given.vouch(departed.requestId)
    for (const relayState of ['', 'x', `${departed.relayState}x`, departed.relayState.toUpperCase()]) {
      assert.equal(errorOf(await given.answer({ ...departed, relayState }, response)), 'state_invalid')
    }
  })

  test('is one that took longer than five minutes', async () => {
    await using given = await samlPool()
    const departed = await given.depart()
    given.advance(301)
    assert.equal(errorOf(await given.answer(departed, await given.vouch(departed.requestId))), 'state_invalid')
  })

  test('is an answer to the sign-in of another tab', async () => {
    await using given = await samlPool()
    const [one, two] = [await given.depart(), await given.depart()]
    const response = await given.vouch(two.requestId)
    assert.match(errorOf(await given.answer(one, response)), /InResponseTo does not match the request$/)
  })

  test('is one without a response, twice the same field, or by the wrong method', async () => {
    await using given = await samlPool()
    const departed = await given.depart()
    const response = await given.vouch(departed.requestId)
    const form = { SAMLResponse: response, RelayState: departed.relayState }
    assert.equal(errorOf(await given.send('POST', '/saml2/idpresponse', { form: {} })), 'saml_request_invalid')
    const target = `/saml2/idpresponse?${new URLSearchParams(form).toString()}`
    assert.equal(errorOf(await given.send('GET', target, { cookie: departed.cookie })), 'saml_request_invalid')
    assert.equal((await given.send('PUT', '/saml2/idpresponse')).status, 405)
  })

  test('is one at a provider whose metadata says too little', async () => {
    const metadata = idp.metadata.replace(/<md:SingleSignOnService Binding="[^"]*Redirect"[^>]*>/, '')
    await using given = await samlPool({ details: { MetadataFile: metadata } })
    const response = await given.send('GET', `/oauth2/authorize?${given.query()}`)
    assert.equal(errorOf(response), 'Corp has no single sign-on by HTTP-Redirect')
  })
})
