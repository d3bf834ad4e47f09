import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { IdentityProvider } from '../../domain/federation/identity-provider.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { pageBrowser } from '../../testing/page-browser.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'

async function setUp(ports: TestPorts, identifiers: readonly string[]) {
  const pool = await givenPool(ports)
  const { createdAt } = pool
  const provider: IdentityProvider = {
    poolId: pool.id,
    name: 'Harbour',
    type: 'SAML',
    details: {},
    attributeMapping: {},
    acrMapping: undefined,
    assertionKey: undefined,
    identifiers,
    createdAt,
    updatedAt: createdAt,
    version: 1,
  }
  await ports.storage.commit([{ write: 'createIdentityProvider', provider }])
  const SupportedIdentityProviders = ['COGNITO', 'Harbour']
  const client = await givenClient(ports, pool, { configuration: { SupportedIdentityProviders } })
  const browser = pageBrowser(ports, pool, client, { managedLoginVersion: 1 })
  const at = (path: string) => `${path}?${browser.query}`
  const first = String((await browser.get(at('/login'))).body)
  return { browser, at, first }
}

describe('the sign-in of an organisation', () => {
  test('is found by the domain of an address', async () => {
    await using ports = await testPorts()
    const { browser, at, first } = await setUp(ports, ['harbour.example'])
    assert.match(first, /Work email/)
    const { status, body } = await browser.post(at('/organisation'), { email: 'Ada@Harbour.example' })
    const link = /href="([^"]*)" data-onward/.exec(String(body))?.[1]?.replaceAll('&amp;', '&')
    const location = new URL(link ?? '')
    assert.deepEqual(
      [status, location.pathname, location.searchParams.get('idp_identifier'), location.searchParams.get('login_hint')],
      [200, '/oauth2/authorize', 'harbour.example', 'Ada@Harbour.example'],
    )
  })

  test('is not found for others, who read so and keep what they typed', async () => {
    await using ports = await testPorts()
    const { browser, at } = await setUp(ports, ['harbour.example'])
    for (const email of ['ada@elsewhere.example', 'harbour.example', '']) {
      const { status, body } = await browser.post(at('/organisation'), { email })
      assert.equal(status, 422)
      assert.match(String(body), /No organisation signs in with that address here/)
      assert.ok(email === '' || String(body).includes(`value="${email}"`))
    }
  })

  test('has a button where it goes by no domain', async () => {
    await using ports = await testPorts()
    const { first } = await setUp(ports, ['harbour'])
    assert.doesNotMatch(first, /Work email/)
    assert.match(first, /identity_provider=Harbour/)
  })
})
