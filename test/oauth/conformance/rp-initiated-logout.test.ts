import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { authorizationUrl, signIn } from './relying-party.ts'
import { loggedOut, openSuite, origin, type Suite } from './stage.ts'

// The modules of `oidcc-rp-initiated-logout-certification-test-plan`, by their names.

let suite: Suite

before(async () => {
  suite = await openSuite()
})
after(() => suite[Symbol.asyncDispose]())

type Query = Readonly<Record<string, string>>

/** Signs in, signs out by what the module sends, and tells where that ends and whether the browser is signed in still. */
async function signOut(query: (idToken: string) => Query) {
  const browser = suite.openBrowser()
  const { tokens } = await signIn(suite, browser)
  const { url, html } = await browser.visit(`/logout?${new URLSearchParams(query(tokens.id_token ?? '')).toString()}`)
  const silent = await browser.visit(authorizationUrl(suite, { prompt: 'none' }))
  return { url, html, isSignedIn: silent.url.searchParams.get('error') !== 'login_required' }
}

describe('oidcc-rp-initiated-logout-certification-test-plan', () => {
  test('oidcc-rp-initiated-logout-discovery-endpoint-verification', async () => {
    assert.equal(new URL(String((await suite.discover()).end_session_endpoint)).protocol, 'https:')
  })

  test('oidcc-rp-initiated-logout', async () => {
    const query = { post_logout_redirect_uri: loggedOut, state: 'the state' }
    const { url, isSignedIn } = await signOut((hint) => ({ id_token_hint: hint, ...query }))
    assert.deepEqual([url.href, isSignedIn], [`${loggedOut}?state=the%20state`, false])
  })

  test('oidcc-rp-initiated-logout-no-state', async () => {
    const query = { post_logout_redirect_uri: loggedOut }
    const { url, isSignedIn } = await signOut((hint) => ({ id_token_hint: hint, ...query }))
    assert.deepEqual([url.href, isSignedIn], [loggedOut, false])
  })

  // The suite's person sees a page of the provider, and never the client.
  const stays: Readonly<Record<string, (hint: string) => Query>> = {
    'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri': (hint) => ({
      id_token_hint: hint,
      post_logout_redirect_uri: `${loggedOut}/other`,
      state: 'the state',
    }),
    'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri': (hint) => ({
      id_token_hint: hint,
      post_logout_redirect_uri: `${loggedOut}?extra=query`,
      state: 'the state',
    }),
    'oidcc-rp-initiated-logout-modified-id-token-hint': (hint) => ({
      id_token_hint: `${hint.slice(0, -5)}XXXXX`,
      post_logout_redirect_uri: loggedOut,
      state: 'the state',
    }),
    'oidcc-rp-initiated-logout-bad-id-token-hint': () => ({
      id_token_hint: 'eyJhbGciOiJSUzI1NiJ9.e30.AAAA',
      post_logout_redirect_uri: loggedOut,
      state: 'the state',
    }),
    'oidcc-rp-initiated-logout-no-id-token-hint': () => ({ post_logout_redirect_uri: loggedOut, state: 'the state' }),
  }
  for (const [name, query] of Object.entries(stays)) {
    test(name, async () => {
      const { url, html, isSignedIn } = await signOut(query)
      assert.deepEqual([url.origin, url.pathname, isSignedIn], [origin, '/error', true])
      assert.match(html, /<h1>/)
    })
  }

  const ends: Readonly<Record<string, (hint: string) => Query>> = {
    'oidcc-rp-initiated-logout-no-params': () => ({}),
    'oidcc-rp-initiated-logout-only-state': () => ({ state: 'the state' }),
    'oidcc-rp-initiated-logout-no-post-logout-redirect-uri': (hint) => ({ id_token_hint: hint, state: 'the state' }),
  }
  for (const [name, query] of Object.entries(ends)) {
    test(name, async () => {
      const { url, html, isSignedIn } = await signOut(query)
      assert.deepEqual([url.origin, url.pathname, isSignedIn], [origin, '/signedOut', false])
      assert.match(html, /<h1>You are signed out<\/h1>/)
    })
  }
})
