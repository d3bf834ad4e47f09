import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { authorizationUrl, bodyOf, exchange, redeem, signIn, userInfo, type Parameters } from './relying-party.ts'
import { callback, openSuite, type Suite } from './stage.ts'

// The modules of `oidcc-basic-certification-test-plan`, by their names. README.md tells what stands in for what.

let suite: Suite

before(async () => {
  suite = await openSuite()
})
after(() => suite[Symbol.asyncDispose]())

const errorOf = (url: URL) => [`${url.origin}${url.pathname}`, url.searchParams.get('error')]
const codeFlow = (changes: Parameters = {}) => signIn(suite, suite.openBrowser(), changes)

async function userClaims(scope: string): Promise<Record<string, unknown>> {
  const { tokens } = await codeFlow({ scope })
  const response = await userInfo(suite, tokens.access_token)
  assert.equal(response.status, 200)
  return bodyOf(response)
}

describe('oidcc-basic-certification-test-plan', () => {
  test('oidcc-server', async () => {
    const { tokens, claims, visit } = await codeFlow()
    assert.equal(visit.signIns, 1)
    assert.deepEqual(Object.keys(tokens).toSorted(), [
      'access_token',
      'expires_in',
      'id_token',
      'refresh_token',
      'token_type',
    ])
    assert.ok(String(claims.sub).length <= 255)
  })

  test('oidcc-response-type-missing', async () => {
    const { url } = await suite.openBrowser().visit(authorizationUrl(suite, { response_type: undefined }))
    assert.deepEqual(errorOf(url), [callback, 'invalid_request'])
    assert.equal(url.searchParams.get('state'), 'the state')
  })

  test('oidcc-idtoken-signature', async () => {
    const { tokens } = await codeFlow()
    const { alg, kid } = JSON.parse(Buffer.from(tokens.id_token?.split('.')[0] ?? '', 'base64url').toString())
    assert.equal(alg, 'RS256')
    assert.ok(kid)
  })

  test('oidcc-userinfo-get', async () => {
    const { tokens, claims } = await codeFlow({ scope: 'openid email' })
    const response = await userInfo(suite, tokens.access_token)
    assert.equal(response.status, 200)
    const { sub, email, email_verified: isVerified } = bodyOf(response)
    assert.deepEqual([sub, email, isVerified], [claims.sub, 'ada@example.com', true])
  })

  test('oidcc-userinfo-post-header', async () => {
    const { tokens, claims } = await codeFlow()
    const headers = { authorization: `Bearer ${tokens.access_token}` }
    assert.equal(bodyOf(await suite.call('POST', '/oauth2/userInfo', { headers })).sub, claims.sub)
  })

  test('oidcc-userinfo-post-body', async () => {
    const { tokens, claims } = await codeFlow()
    const form = { access_token: tokens.access_token ?? '' }
    assert.equal(bodyOf(await suite.call('POST', '/oauth2/userInfo', { form })).sub, claims.sub)
  })

  test('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
    const { claims } = await codeFlow({ nonce: undefined })
    assert.equal('nonce' in claims, false)
  })

  test('oidcc-scope-profile', async () => {
    const { name, given_name: givenName, updated_at: updatedAt, email } = await userClaims('openid profile')
    assert.deepEqual([name, givenName, updatedAt, email], ['Ada Lovelace', 'Ada', 1_700_000_000, undefined])
  })

  test('oidcc-scope-email', async () => {
    const { email, email_verified: isVerified, name } = await userClaims('openid email')
    assert.deepEqual([email, isVerified, name], ['ada@example.com', true, undefined])
  })

  test('oidcc-scope-phone', async () => {
    const { phone_number: phone, phone_number_verified: isVerified } = await userClaims('openid phone')
    assert.deepEqual([phone, isVerified], ['+15550100', false])
  })

  test('oidcc-scope-all, without address', async () => {
    const claims = await userClaims('openid profile email phone')
    assert.deepEqual([claims.name, claims.email, claims.phone_number], ['Ada Lovelace', 'ada@example.com', '+15550100'])
  })

  test('oidcc-ensure-other-scope-order-succeeds', async () => {
    await codeFlow({ scope: 'email openid' })
  })

  for (const display of ['page', 'popup']) {
    test(`oidcc-display-${display}`, async () => {
      await codeFlow({ display })
    })
  }

  test('oidcc-prompt-login', async () => {
    const browser = suite.openBrowser()
    const first = await signIn(suite, browser)
    suite.ports.clock.advanceSeconds(2)
    const second = await signIn(suite, browser, { prompt: 'login' })
    assert.equal(second.visit.signIns, 1)
    assert.equal(second.claims.sub, first.claims.sub)
    assert.ok(second.claims.auth_time > first.claims.auth_time)
  })

  test('oidcc-prompt-none-not-logged-in', async () => {
    const { url } = await suite.openBrowser().visit(authorizationUrl(suite, { prompt: 'none' }))
    assert.deepEqual(errorOf(url), [callback, 'login_required'])
  })

  test('oidcc-prompt-none-logged-in', async () => {
    const browser = suite.openBrowser()
    const first = await signIn(suite, browser)
    const second = await signIn(suite, browser, { prompt: 'none' })
    assert.equal(second.visit.signIns, 0)
    assert.deepEqual([second.claims.sub, second.claims.auth_time], [first.claims.sub, first.claims.auth_time])
  })

  test('oidcc-max-age-1', async () => {
    const browser = suite.openBrowser()
    const first = await signIn(suite, browser)
    suite.ports.clock.advanceSeconds(2)
    const second = await signIn(suite, browser, { max_age: '1' })
    assert.equal(second.visit.signIns, 1)
    assert.ok(second.claims.auth_time > first.claims.auth_time)
  })

  test('oidcc-max-age-10000', async () => {
    const browser = suite.openBrowser()
    const first = await signIn(suite, browser)
    suite.ports.clock.advanceSeconds(1)
    const second = await signIn(suite, browser, { max_age: '10000' })
    assert.deepEqual([second.visit.signIns, second.claims.auth_time], [0, first.claims.auth_time])
  })

  test('oidcc-ensure-request-with-unknown-parameter-succeeds', async () => {
    await codeFlow({ extra: 'foobar' })
  })

  test('oidcc-id-token-hint', async () => {
    const browser = suite.openBrowser()
    const first = await signIn(suite, browser)
    const second = await signIn(suite, browser, { prompt: 'none', id_token_hint: first.tokens.id_token })
    assert.deepEqual([second.visit.signIns, second.claims.sub], [0, first.claims.sub])
  })

  test('oidcc-login-hint', async () => {
    const { visit } = await codeFlow({ login_hint: 'ada@example.com' })
    assert.equal(visit.prefilled, 'ada@example.com')
  })

  test('oidcc-ui-locales', async () => {
    await codeFlow({ ui_locales: 'se' })
  })

  test('oidcc-claims-locales', async () => {
    await codeFlow({ claims_locales: 'se' })
  })

  test('oidcc-ensure-request-with-acr-values-succeeds', async () => {
    const discovered = (await suite.discover()).acr_values_supported as readonly string[]
    const { claims } = await codeFlow({ acr_values: discovered.join(' ') })
    assert.equal(claims.acr, 'urn:cognito:loa:1')
    await codeFlow({ acr_values: '1 2' })
  })

  for (const [name, seconds] of [
    ['oidcc-codereuse', 0],
    ['oidcc-codereuse-30seconds', 30],
  ] as const) {
    test(name, async () => {
      const { code, tokens } = await codeFlow()
      suite.ports.clock.advanceSeconds(seconds)
      const again = await exchange(suite, code)
      assert.deepEqual([again.status, bodyOf(again).error], [400, 'invalid_grant'])
      assert.equal((await userInfo(suite, tokens.access_token)).status, 401, 'the tokens of the first use are revoked')
    })
  }

  test('oidcc-ensure-registered-redirect-uri', async () => {
    const { url, html } = await suite
      .openBrowser()
      .visit(authorizationUrl(suite, { redirect_uri: `${callback}/other` }))
    assert.equal(url.pathname, '/error')
    assert.match(html, /return address that is not registered/)
  })

  test('oidcc-ensure-post-request-succeeds', async () => {
    const url = new URL(authorizationUrl(suite), 'https://suite.example.com')
    const visit = await suite.openBrowser().visit('/oauth2/authorize', Object.fromEntries(url.searchParams))
    await redeem(suite, visit)
  })

  test('oidcc-server-client-secret-post', async () => {
    const { visit } = await codeFlow()
    const again = await suite.openBrowser().visit(authorizationUrl(suite))
    const form = {
      grant_type: 'authorization_code',
      code: again.url.searchParams.get('code') ?? '',
      redirect_uri: callback,
      client_id: suite.client.id,
      client_secret: suite.secret,
    }
    assert.equal((await suite.call('POST', '/oauth2/token', { form })).status, 200)
    const wrong = await suite.call('POST', '/oauth2/token', { form: { ...form, client_secret: 'wrong' } })
    assert.deepEqual([wrong.status, bodyOf(wrong).error, visit.signIns], [401, 'invalid_client', 1])
  })

  for (const [name, parameter, error] of [
    ['request-uri-unsigned', 'request_uri', 'request_uri_not_supported'],
    ['unsigned-request-object', 'request', 'request_not_supported'],
  ] as const) {
    test(`oidcc-${name}-supported-correctly-or-rejected-as-unsupported`, async () => {
      const metadata = await suite.discover()
      assert.equal(metadata[`${parameter}_parameter_supported`], false)
      const value = parameter === 'request' ? 'eyJhbGciOiJub25lIn0.e30.' : 'https://suite.example.com/request.jwt'
      const { url } = await suite.openBrowser().visit(authorizationUrl(suite, { [parameter]: value }))
      assert.deepEqual(errorOf(url), [callback, error])
    })
  }

  test('oidcc-claims-essential', async () => {
    assert.equal((await suite.discover()).claims_parameter_supported, false)
    await codeFlow({ claims: '{"userinfo":{"name":{"essential":true}}}' })
  })

  test('oidcc-refresh-token', async () => {
    const { tokens, claims } = await codeFlow()
    const authorization = `Basic ${Buffer.from(`${suite.client.id}:${suite.secret}`).toString('base64')}`
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }
    suite.ports.clock.advanceSeconds(1)
    const refreshed = bodyOf(await suite.call('POST', '/oauth2/token', { form, headers: { authorization } }))
    assert.notEqual(refreshed.access_token, tokens.access_token)
    const fresh = JSON.parse(Buffer.from(String(refreshed.id_token).split('.')[1] ?? '', 'base64url').toString())
    assert.deepEqual(
      [fresh.iss, fresh.sub, fresh.aud, fresh.auth_time],
      [claims.iss, claims.sub, claims.aud, claims.auth_time],
    )
    assert.equal((await userInfo(suite, String(refreshed.access_token))).status, 200)
  })

  test('oidcc-ensure-request-with-valid-pkce-succeeds', async () => {
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const changes = { code_challenge: challenge, code_challenge_method: 'S256' }
    const visit = await suite.openBrowser().visit(authorizationUrl(suite, changes))
    await redeem(suite, visit, changes, { code_verifier: verifier })
  })
})
