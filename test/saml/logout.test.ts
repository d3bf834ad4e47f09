import assert from 'node:assert/strict'
import { verify, X509Certificate } from 'node:crypto'
import { describe, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { requireSigningCertificate } from '../../src/flows/user-pools/require-signing-certificate.ts'
import { encoded, samlIdp, signElement } from '../../src/testing/saml-idp.ts'
import { cookieOf, errorOf, idp, locationOf, samlPool, signedOut, type SamlPool } from './saml-pool.ts'

const details = { MetadataFile: idp.metadata, IDPSignout: 'true' }

async function leave(given: SamlPool) {
  const cookie = cookieOf(await given.signIn())
  const target = `/logout?client_id=${given.client.id}&logout_uri=${encodeURIComponent(signedOut)}`
  const location = locationOf(await given.send('GET', target, { cookie }))
  const sent = location.searchParams.get('SAMLRequest')
  const request = sent === null ? '' : inflateRawSync(Buffer.from(sent, 'base64')).toString()
  return {
    cookie,
    location,
    request,
    requestId: / ID="([^"]+)"/.exec(request)?.[1] ?? '',
    relayState: location.searchParams.get('RelayState') ?? '',
  }
}

function logoutResponse(given: SamlPool, inResponseTo: string, issuer = idp.entityId): string {
  return `<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_out" Version="2.0" IssueInstant="2026-03-01T12:00:00Z" Destination="${given.domain.baseUrl}/saml2/logout" InResponseTo="${inResponseTo}"><saml:Issuer>${issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>`
}

function comeBack(given: SamlPool, xml: string, relayState: string) {
  return given.send('POST', '/saml2/logout', { form: { SAMLResponse: encoded(xml), RelayState: relayState } })
}

describe('signing out', () => {
  test('goes by the provider, by a signed request for the session that it told of', async () => {
    await using given = await samlPool({ details })
    const { location, request, cookie } = await leave(given)
    assert.equal(location.href.split('?')[0], 'https://idp.example/slo/redirect')
    assert.deepEqual([...location.searchParams.keys()], ['SAMLRequest', 'RelayState', 'SigAlg', 'Signature'])
    assert.match(
      request,
      /<saml2:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ada<\/saml2:NameID><saml2p:SessionIndex>_session<\/saml2p:SessionIndex>/,
    )
    const [signed = '', signature = ''] = location.search.slice(1).split('&Signature=')
    const { certificate } = await requireSigningCertificate(given.ports, given.pool)
    const key = new X509Certificate(certificate).publicKey
    assert.ok(verify('sha256', Buffer.from(signed), key, Buffer.from(decodeURIComponent(signature), 'base64')))
    const authorized = await given.send('GET', `/oauth2/authorize?${given.query()}`, { cookie })
    assert.equal(locationOf(authorized).host, 'idp.example')
  })

  test('ends where the client wanted, once the provider has answered', async () => {
    await using given = await samlPool({ details })
    const { requestId, relayState } = await leave(given)
    const unsigned = logoutResponse(given, requestId)
    const signed = await signElement(unsigned, '_out', idp)
    for (const xml of [unsigned, signed]) {
      const response = await comeBack(given, xml, relayState)
      assert.deepEqual([response.status, response.headers.location], [303, signedOut])
    }
  })

  test('ends at the sign-in page for a client that asks for it', async () => {
    await using given = await samlPool({ details })
    const cookie = cookieOf(await given.signIn())
    const { searchParams } = locationOf(await given.send('GET', `/logout?${given.query()}`, { cookie }))
    const request = inflateRawSync(Buffer.from(searchParams.get('SAMLRequest') ?? '', 'base64')).toString()
    const requestId = / ID="([^"]+)"/.exec(request)?.[1] ?? ''
    const response = await comeBack(given, logoutResponse(given, requestId), searchParams.get('RelayState') ?? '')
    assert.ok(locationOf(response).href.startsWith(`${given.domain.baseUrl}/login?client_id=`))
  })

  test('ends nowhere else, whatever comes back', async () => {
    await using given = await samlPool({ details })
    const { requestId, relayState } = await leave(given)
    const good = logoutResponse(given, requestId)
    const strangers = await signElement(good, '_out', samlIdp(idp.entityId))
    const changed = (await signElement(good, '_out', idp)).replace('status:Success', 'status:Requester')
    const bad: [string, string, string][] = [
      ['no relay state', good, ''],
      ['another relay state', good, `${relayState.slice(0, -2)}AA`],
      ['a destination as relay state', good, 'https://evil.example/'],
      ['an answer to another request', logoutResponse(given, '_other'), relayState],
      ['another issuer', logoutResponse(given, requestId, 'https://evil.example'), relayState],
      ['a signature by a stranger', strangers, relayState],
      ['a signature over something else', changed, relayState],
      ['another destination', good.replace('/saml2/logout', '/other'), relayState],
      ['a document type', `<!DOCTYPE x>${good}`, relayState],
      ['a request', good.replaceAll('LogoutResponse', 'LogoutRequest'), relayState],
      ['nothing', '', relayState],
    ]
    for (const [name, xml, state] of bad) {
      assert.equal(errorOf(await comeBack(given, xml, state)), 'saml_request_invalid', name)
    }
    given.advance(300)
    assert.equal(errorOf(await comeBack(given, good, relayState)), 'saml_request_invalid')
  })

  test('takes no relay state of another pool', async () => {
    await using given = await samlPool({ details })
    const other = await samlPool({
      details,
      ports: given.ports,
      pool: { id: 'us-east-1_Another12' },
      client: { id: 'another' },
    })
    const { requestId, relayState } = await leave(given)
    const response = await comeBack(other, logoutResponse(other, requestId), relayState)
    assert.equal(errorOf(response), 'saml_request_invalid')
  })

  test('leaves the provider alone unless it wants to hear of it', async () => {
    await using given = await samlPool()
    assert.equal((await leave(given)).location.href, signedOut)
  })

  test('leaves a provider alone that has no place for it', async () => {
    const metadata = idp.metadata.replaceAll(/<md:SingleLogoutService [^>]*>/g, '')
    await using given = await samlPool({ details: { MetadataFile: metadata, IDPSignout: 'true' } })
    assert.equal((await leave(given)).location.href, signedOut)
  })
})
