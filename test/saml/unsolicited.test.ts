import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callback } from '../../src/testing/given-federation.ts'
import { errorOf, idp, locationOf, samlPool, type SamlPool, type SamlPoolOptions } from './saml-pool.ts'

const details = { MetadataFile: idp.metadata, IDPInit: 'true' }

async function openPool(options: SamlPoolOptions = {}): Promise<SamlPool> {
  return samlPool({ details, ...options })
}

async function arrive(
  given: SamlPool,
  { relayState = given.query(), response }: { relayState?: string; response?: string } = {},
) {
  const SAMLResponse = response ?? (await given.vouch(undefined))
  return given.send('POST', '/saml2/idpresponse', { form: { SAMLResponse, RelayState: relayState } })
}

describe('a sign-in that a provider begins', () => {
  test('ends at the client that its relay state names', async () => {
    await using given = await openPool()
    const { searchParams, href } = locationOf(await arrive(given))
    assert.equal(href.split('?')[0], callback)
    assert.deepEqual([...searchParams.keys()], ['code', 'state'])
    assert.equal((await given.requireUser('Corp_ada')).attributes.email, 'ada@example.com')
  })

  test('may name the provider by an identifier', async () => {
    await using given = await openPool({ identifiers: ['example.com'] })
    const relayState = given.query().replace('identity_provider=Corp', 'idp_identifier=example.com')
    assert.equal(errorOf(await arrive(given, { relayState })), 'none')
  })

  test('is good for six minutes and once', async () => {
    await using given = await openPool()
    const long = (xml: string) => xml.replaceAll(/NotOnOrAfter="[^"]*"/g, 'NotOnOrAfter="2030-01-01T00:00:00Z"')
    const [fresh, old] = [await given.vouch(undefined, { edit: long }), await given.vouch(undefined, { edit: long })]
    given.advance(360)
    assert.equal(errorOf(await arrive(given, { response: fresh })), 'none')
    assert.match(errorOf(await arrive(given, { response: fresh })), /Assertion was used before$/)
    given.advance(1)
    assert.match(errorOf(await arrive(given, { response: old })), /Assertion was issued too long ago$/)
  })

  test('is refused unless the provider may begin', async () => {
    await using given = await samlPool()
    assert.equal(errorOf(await arrive(given)), 'relay_state_invalid')
  })

  test('is refused at a client with other ways in', async () => {
    await using given = await openPool({ providers: ['Corp', 'COGNITO'] })
    assert.equal(errorOf(await arrive(given)), 'relay_state_invalid')
  })

  test('is refused for an answer to a request', async () => {
    await using given = await openPool()
    const { requestId } = await given.depart()
    const response = await given.vouch(requestId)
    assert.match(errorOf(await arrive(given, { response })), /InResponseTo does not match the request$/)
  })

  test('is refused to places that are not the client’s', async () => {
    await using given = await openPool()
    const relayStates: [string, string][] = [
      [given.query({ redirect_uri: 'https://evil.example/' }), 'redirect_mismatch'],
      [given.query({ client_id: 'nobody' }), 'client_unknown'],
      [given.query({ identity_provider: 'Other' }), 'login_option_unavailable'],
      [given.query().replace('identity_provider=Corp', ''), 'relay_state_invalid'],
      [`${given.query()}&redirect_uri=https%3A%2F%2Fevil.example`, 'parameter_repeated'],
    ]
    for (const [relayState, error] of relayStates) {
      const location = locationOf(await arrive(given, { relayState }))
      assert.equal(location.origin, new URL(given.domain.baseUrl).origin)
      assert.equal(location.searchParams.get('error'), error)
    }
  })
})
