import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { authenticate, callback, newUser, requestOf } from '../../test/oauth/oauth-records.ts'
import { isIn, locationOf, openTagged, type TaggedStage } from '../../test/oauth/tagged-stage.ts'
import { completeAuthorization } from '../flows/authorization/complete-authorization.ts'

// What an authorization does once a pool's tags ask for it. What it does without them, `authorize.test.ts` tells.

const origin = 'https://notes.example.com'

describe('issuer-parameter', () => {
  test('names the issuer in codes, tokens and errors', async () => {
    const flows = { AllowedOAuthFlows: ['code', 'implicit'] }
    await using stage = await openTagged({ 'sallyport:issuer-parameter': 'on' }, flows)
    const iss = `iss=${origin}/${stage.domain.pool.id}`
    const { cookie } = await stage.domain.signIn(stage.client)
    assert.ok(isIn(locationOf(await stage.authorize({}, cookie)), `&state=x&${iss}`))
    assert.ok(isIn(locationOf(await stage.authorize({ response_type: 'token' }, cookie)), `&state=x&${iss}`))
    assert.ok(isIn(locationOf(await stage.authorize({ scope: 'admin' })), `error=invalid_scope&state=x&${iss}`))
  })
})

describe('require-pkce', () => {
  test('refuses requests without a challenge, of this client only', async () => {
    await using stage = await openTagged(
      { 'sallyport:require-pkce/app': 'on' },
      { AllowedOAuthFlows: ['code', 'implicit'] },
    )
    const refused = 'error_description=code_challenge is required&error=invalid_request&state=x'
    assert.ok(isIn(locationOf(await stage.authorize()), refused))
    assert.ok(isIn(locationOf(await stage.authorize({ response_type: 'token' })), refused))
    const pkce = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' }
    assert.ok(locationOf(await stage.authorize(pkce)).startsWith(`${origin}/login?`))
    await stage.domain.addClient({ id: 'other', name: 'other' })
    assert.ok(locationOf(await stage.authorize({ client_id: 'other' })).startsWith(`${origin}/login?`))
  })
})

describe('loopback-any-port', () => {
  const CallbackURLs = ['http://127.0.0.1/cb', 'http://[::1]:1234/cb', 'http://localhost:3000/cb', callback]
  const goesTo = async (stage: TaggedStage, redirect_uri: string) => {
    const location = locationOf(await stage.authorize({ redirect_uri, scope: 'admin' }))
    return location.startsWith(redirect_uri) ? 'client' : new URL(location).searchParams.get('error')
  }

  test('takes any port of a registered loopback address', async () => {
    await using stage = await openTagged({ 'sallyport:loopback-any-port': 'on' }, { CallbackURLs })
    for (const uri of ['http://127.0.0.1:51004/cb', 'http://127.0.0.1/cb', 'http://[::1]/cb', 'http://[::1]:9/cb']) {
      assert.equal(await goesTo(stage, uri), 'client', uri)
    }
    for (const uri of [
      'http://127.0.0.1:51004/other',
      'http://localhost:3001/cb',
      'https://127.0.0.1:51004/cb',
      'http://127.0.0.1:51004@evil.example/cb',
      'http://127.0.0.1.evil.example/cb',
      'http://127.0.0.1:514044/cb',
      'http://127.0.0.2:1/cb',
    ]) {
      assert.equal(await goesTo(stage, uri), 'redirect_mismatch', uri)
    }
  })

  test('is not there unasked', async () => {
    await using stage = await openTagged({ 'sallyport:standards': 'on' }, { CallbackURLs })
    assert.equal(await goesTo(stage, 'http://127.0.0.1:51004/cb'), 'redirect_mismatch')
  })
})

describe('openid-request', () => {
  test('takes requests by POST, to go on by GET', async () => {
    await using stage = await openTagged({ 'sallyport:openid-request': 'on' })
    const form = { client_id: stage.client.id, redirect_uri: callback, state: 'a b' }
    const { status, headers } = await stage.post('/oauth2/authorize', form)
    const query = new URLSearchParams(form).toString()
    assert.deepEqual([status, headers.location], [303, `${origin}/oauth2/authorize?${query}`])
    for (const body of ['a=%zz', `a=${'b'.repeat(9000)}`, 'a=b\r\nc']) {
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const bad = await stage.domain.send('POST', '/oauth2/authorize', { body, headers: type })
      assert.equal(bad.headers.location, `${origin}/error?error=query_malformed`)
    }
    await using without = await openTagged({})
    assert.equal((await without.post('/oauth2/authorize', form)).status, 405)
  })

  test('answers in the part of the URI that is asked for', async () => {
    const flows = { AllowedOAuthFlows: ['code', 'implicit'] }
    await using stage = await openTagged({ 'sallyport:openid-request': 'on' }, flows)
    const { cookie } = await stage.domain.signIn(stage.client)
    const at = async (changes: Readonly<Record<string, string>>) => locationOf(await stage.authorize(changes, cookie))
    assert.match(await at({ response_mode: 'fragment' }), /callback#code=[^&]+&state=x$/)
    assert.match(await at({ response_mode: 'query' }), /callback\?code=[^&]+&state=x$/)
    assert.match(await at({ response_mode: 'fragment', scope: 'admin' }), /callback#.*error=invalid_scope&state=x$/)
    assert.match(await at({ response_type: 'token', scope: 'admin' }), /callback#.*error=invalid_scope&state=x$/)
    assert.match(await at({ response_mode: 'query', response_type: 'token' }), /callback\?.*error=invalid_request/)
    assert.match(await at({ response_mode: 'web_message' }), /callback\?.*error=invalid_request/)
  })

  test('answers silently for the person that the hint names, and for nobody else', async () => {
    await using stage = await openTagged({ 'sallyport:openid-request': 'on' })
    const { id_token: id = '', cookie } = await stage.tokens()
    const silent = async (hint: string) =>
      locationOf(await stage.authorize({ prompt: 'none', id_token_hint: hint }, cookie)).includes('code=')
    assert.deepEqual([await silent(id), await silent(`${id}a`), await silent('x')], [true, false, false])
    const { ports, pool, domain } = stage.domain
    const bob = newUser(pool, { sub: 'bob', username: 'bob' })
    await stage.domain.commit({ write: 'createUser', user: bob, aliases: [{ namespace: 'username', key: 'bob' }] })
    const authenticated = authenticate(ports, { pool, client: stage.client, user: bob })
    const source = { kind: 'sign-in', authenticated, provider: 'COGNITO', replacedCookie: undefined } as const
    const request = requestOf(stage.client)
    const ofBob = await completeAuthorization(ports, { domain, client: stage.client, request, source, query: '' })
    assert.equal(ofBob.kind, 'redirect')
    const bobsCookie = ofBob.kind === 'redirect' ? String(ofBob.cookies[0]).split(';')[0] : ''
    const location = locationOf(await stage.authorize({ prompt: 'none', id_token_hint: id }, bobsCookie))
    assert.ok(location.includes('error=login_required'), location)
  })

  test('refuses what it does not support', async () => {
    await using stage = await openTagged({ 'sallyport:openid-request': 'on' })
    for (const name of ['request', 'request_uri', 'registration']) {
      const location = locationOf(await stage.authorize({ [name]: 'x' }))
      assert.ok(location.includes(`&error=${name}_not_supported&state=x`), location)
    }
    await using without = await openTagged({})
    assert.ok(locationOf(await without.authorize({ request: 'x' })).startsWith(`${origin}/login?`))
  })
})
