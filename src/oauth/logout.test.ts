import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openOAuthDomain, type OAuthDomain } from '../../test/oauth/oauth-domain.ts'
import { callback } from '../../test/oauth/oauth-records.ts'
import type { AppClient } from '../domain/app-clients/app-client.ts'
import type { HttpResponse } from '../http/message.ts'

const signedOut = 'https://app.example.com/signed-out'
const removal = 'cognito=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax'
let domain: OAuthDomain
let client: AppClient

before(async () => {
  domain = await openOAuthDomain()
  client = await domain.addClient()
})
after(() => domain[Symbol.asyncDispose]())

type Query = Readonly<Record<string, string>>

function logout(query: Query | string, cookie = ''): Promise<HttpResponse> {
  return domain.send('GET', `/logout?${new URLSearchParams(query).toString()}`, { headers: { cookie } })
}

async function isSignedIn(cookie: string): Promise<boolean> {
  const query = new URLSearchParams({ client_id: client.id, response_type: 'code', redirect_uri: callback })
  const { headers } = await domain.send('GET', `/oauth2/authorize?${query.toString()}`, { headers: { cookie } })
  return String(headers.location).includes('?code=')
}

describe('/logout', () => {
  test('ends the session and goes to a sign-out URL, whatever else is in the query', async () => {
    const { cookie } = await domain.signIn(client)
    const stray = {
      state: 'xyz',
      redirect_uri: 'https://evil.example',
      response_type: 'code',
      post_logout_redirect_uri: 'x',
    }
    const { status, headers, body } = await logout({ client_id: client.id, logout_uri: signedOut, ...stray }, cookie)
    assert.deepEqual([status, headers.location, headers['set-cookie'], body], [302, signedOut, [removal], ''])
    assert.equal(await isSignedIn(cookie), false)
  })

  test('ends this browser’s session only', async () => {
    const [one, other] = [await domain.signIn(client), await domain.signIn(client)]
    await logout({ client_id: client.id, logout_uri: signedOut }, one.cookie)
    assert.deepEqual([await isSignedIn(one.cookie), await isSignedIn(other.cookie)], [false, true])
  })

  test('goes on without a session', async () => {
    const { headers } = await logout({ client_id: client.id, logout_uri: signedOut })
    assert.equal(headers.location, signedOut)
  })

  test('leads to the sign-in page for somebody else', async () => {
    const { cookie } = await domain.signIn(client)
    const kept = { client_id: client.id, redirect_uri: callback, response_type: 'code', state: 'a b', scope: 'openid' }
    const { status, headers } = await logout({ ...kept, identity_provider: 'COGNITO', idp_identifier: 'x' }, cookie)
    assert.deepEqual([status, headers['set-cookie']], [302, [removal]])
    const location = new URL(String(headers.location))
    assert.equal(`${location.origin}${location.pathname}`, 'https://notes.example.com/login')
    assert.deepEqual(Object.fromEntries(location.searchParams), kept)
    assert.equal(await isSignedIn(cookie), false)
  })

  const refusals: readonly (readonly [name: string, query: Query | string, code: string])[] = [
    ['nothing', {}, 'client_id_missing'],
    [
      'an ID token, as OpenID Connect has it',
      { id_token_hint: 'a', post_logout_redirect_uri: signedOut },
      'client_id_missing',
    ],
    ['a client alone', { client_id: '1example23456789' }, 'redirect_uri_missing'],
    ['a sign-out URL without client', { logout_uri: signedOut }, 'client_id_missing'],
    ['an unknown client', { client_id: 'nobody', logout_uri: signedOut }, 'client_unknown'],
    ['a callback as sign-out URL', { client_id: '1example23456789', logout_uri: callback }, 'logout_uri_mismatch'],
    [
      'a sign-out URL with a slash',
      { client_id: '1example23456789', logout_uri: `${signedOut}/` },
      'logout_uri_mismatch',
    ],
    [
      'a sign-out URL as callback',
      { client_id: '1example23456789', redirect_uri: signedOut, response_type: 'code' },
      'redirect_mismatch',
    ],
    [
      'two sign-out URLs',
      `client_id=1example23456789&logout_uri=${signedOut}&logout_uri=https://evil.example`,
      'parameter_repeated',
    ],
  ]
  for (const [name, query, code] of refusals) {
    test(`refuses ${name} and leaves the session alone`, async () => {
      const { cookie } = await domain.signIn(client)
      const { status, headers } = await logout(query, cookie)
      assert.equal(status, 302)
      assert.match(String(headers.location), new RegExp(`^https://notes\\.example\\.com/error\\?error=${code}(&|$)`))
      assert.equal(headers['set-cookie'], undefined)
      assert.equal(await isSignedIn(cookie), true)
    })
  }

  test('answers GET only', async () => assert.equal((await domain.send('POST', '/logout')).status, 405))
})
