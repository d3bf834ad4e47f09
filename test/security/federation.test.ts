import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { givenClient, givenUser } from '../../src/testing/given.ts'
import { callback } from './app.ts'
import { codeIn, openBrowser } from './browser.ts'
import { givenProviders, locationOf } from './federation-providers.ts'

describe('what a provider says of a person', () => {
  test('fills what is mapped, and neither identity, groups nor anything that tokens are made of', async () => {
    await using at = await givenProviders()
    const { on, pool, acme, browse, leave, come } = at
    const browser = browse()
    const { state, nonce } = await leave(browser)
    const forged = [{ userId: 'admin', providerName: 'Acme', providerType: 'OIDC', primary: true }]
    acme.idToken = {
      nonce,
      email: 'ada@example.com',
      identities: JSON.stringify(forged),
      'cognito:username': 'admin',
      'cognito:groups': ['admins'],
      'cognito:roles': ['arn:aws:iam::123456789012:role/admin'],
      'custom:role': 'admin',
      status: 'CONFIRMED',
    }
    assert.ok(codeIn(await come(browser, state)))
    const user = await on.ports.storage.users.findByAlias(pool.id, [{ namespace: 'username', key: 'Acme_S-1' }])
    assert.ok(user)
    const { identities = '[]', ...attributes } = user.attributes
    assert.deepEqual(attributes, { email: 'ada@example.com', email_verified: 'false' })
    assert.deepEqual(
      JSON.parse(identities).map(({ userId }: { userId: string }) => userId),
      ['S-1'],
    )
    assert.notEqual(user.sub, 'S-1')
    const { items } = await on.ports.storage.groups.listOfUser(pool.id, user.sub, { limit: 9, after: undefined })
    assert.deepEqual(
      items.map(({ name }) => name),
      [`${pool.id}_Acme`],
    )
  })

  test('cannot be mapped to what a pool gives itself', async () => {
    await using at = await givenProviders()
    for (const name of ['sub', 'identities', 'cognito:username', 'cognito:groups']) {
      const changed = await at.on.operate('UpdateIdentityProvider', {
        UserPoolId: at.pool.id,
        ProviderName: 'Acme',
        AttributeMapping: { [name]: 'claim' },
      })
      assert.equal(changed.status, 400, name)
    }
  })
})

describe('a provider whose documents lead inside', () => {
  test('is asked nothing there: the port refuses, and the client hears of it', async () => {
    await using at = await givenProviders()
    const { acme, browse, leave, come } = at
    acme.discovery = { jwks_uri: 'https://169.254.169.254/jwks', userinfo_endpoint: 'http://10.0.0.1/' }
    const browser = browse()
    const { state, nonce } = await leave(browser)
    acme.idToken = { nonce }
    const url = new URL(locationOf(await come(browser, state)))
    assert.equal(url.searchParams.get('error_description'), 'Connection reset')
  })
})

describe('a client whose people all come from elsewhere', () => {
  test('shows no form for passwords, and takes none', async () => {
    await using at = await givenProviders()
    const { on, pool } = at
    const client = await givenClient(on.ports, pool, {
      id: 'elsewhere',
      configuration: { SupportedIdentityProviders: ['Acme'], CallbackURLs: [callback] },
    })
    await givenUser(on.ports, pool, { username: 'ada', password: 'Passw0rd!' })
    const browser = openBrowser(on, { pool, client })
    const page = await browser.get('/login')
    assert.match(page.body, /Continue with Acme/)
    assert.doesNotMatch(page.body, /type="password"|href="[^"]*\/signup/)
    const forced = await browser.post('/login', { username: 'ada', password: 'Passw0rd!' })
    assert.equal(codeIn(forced), undefined)
    assert.equal(forced.status, 403)
  })
})
