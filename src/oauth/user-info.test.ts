import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openOAuthDomain, type OAuthDomain } from '../../test/oauth/oauth-domain.ts'
import { authenticate, bodyOf, callback } from '../../test/oauth/oauth-records.ts'
import type { AppClient } from '../domain/app-clients/app-client.ts'
import type { HttpResponse } from '../http/message.ts'
import { mintSession } from '../flows/tokens/mint-session.ts'

let domain: OAuthDomain
let client: AppClient

before(async () => {
  domain = await openOAuthDomain()
  client = await domain.addClient()
})
after(() => domain[Symbol.asyncDispose]())

async function tokensFor(scopes: readonly string[], app = client): Promise<Record<string, string>> {
  const { code } = await domain.signIn(app, { scopes })
  const form = { grant_type: 'authorization_code', client_id: app.id, redirect_uri: callback, code }
  return bodyOf(await domain.send('POST', '/oauth2/token', { form })) as Record<string, string>
}

function ask(authorization: string | readonly string[] | undefined): Promise<HttpResponse> {
  return domain.send('GET', '/oauth2/userInfo', authorization === undefined ? {} : { headers: { authorization } })
}

async function claims(scopes: readonly string[], app = client): Promise<Record<string, unknown>> {
  const { access_token: token } = await tokensFor(scopes, app)
  const response = await ask(`Bearer ${token}`)
  assert.equal(response.status, 200)
  assert.equal(response.headers['content-type'], 'application/json;charset=UTF-8')
  return bodyOf(response)
}

describe('userInfo', () => {
  const always = { sub: '64684428-c021-7049-51b0-0123456789ab', username: 'ada' }
  const email = { email: 'ada@example.com', email_verified: 'true' }

  test('tells everything for openid alone, in strings', async () => {
    const all = { ...always, ...email, name: 'Ada', phone_number: '+4412345', 'custom:tier': '7' }
    assert.deepEqual(await claims(['openid']), all)
  })

  test('tells what the other scopes narrow it to', async () => {
    assert.deepEqual(await claims(['openid', 'email']), { ...always, ...email })
    assert.deepEqual(await claims(['openid', 'phone']), { ...always, phone_number: '+4412345' })
    assert.deepEqual(await claims(['openid', 'profile']), { ...always, name: 'Ada', 'custom:tier': '7' })
    const both = { ...always, ...email, name: 'Ada', 'custom:tier': '7' }
    assert.deepEqual(await claims(['openid', 'email', 'profile']), both)
  })

  test('tells what the client may read', async () => {
    const reader = await domain.addClient({ id: 'reader', configuration: { ReadAttributes: ['name'] } })
    assert.deepEqual(await claims(['openid'], reader), { ...always, name: 'Ada' })
  })
})

describe('userInfo refuses', () => {
  const malformed = ['invalid_request', 'Bad OAuth2 request at UserInfo Endpoint'] as const
  const dead = [
    'invalid_token',
    'Access token is expired, disabled, or deleted, or the user has globally signed out.',
  ] as const
  const unscoped = ['invalid_token', 'Access token does not contain openid scope'] as const

  /** Cognito: the challenge has no scheme, and the body repeats it. */
  function assertRefused(
    response: HttpResponse,
    status: number,
    [error, description]: readonly [string, string],
  ): void {
    assert.equal(response.status, status)
    assert.equal(response.headers['www-authenticate'], `error="${error}", error_description="${description}"`)
    assert.equal(response.headers['access-control-allow-origin'], '*')
    assert.deepEqual(bodyOf(response), { error, error_description: description })
  }

  test('a request without one bearer token', async () => {
    assertRefused(await ask(undefined), 400, malformed)
    for (const field of ['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b', 'Bearer <script>']) {
      assertRefused(await ask(field), 400, malformed)
    }
    const { access_token: token } = await tokensFor(['openid'])
    assertRefused(await ask([`Bearer ${token}`, `Bearer ${token}`]), 400, malformed)
  })

  test('a token in the query', async () => {
    const { access_token: token } = await tokensFor(['openid'])
    assertRefused(await domain.send('GET', `/oauth2/userInfo?access_token=${token}`), 400, malformed)
  })

  test('what is no access token', async () => {
    const { id_token: idToken, refresh_token: refreshToken, access_token: token = '' } = await tokensFor(['openid'])
    const [head, body] = token.split('.')
    for (const wrong of ['nonsense', idToken, refreshToken, `${head}.${body}.`, `${head}.${body}.AAAA`]) {
      assertRefused(await ask(`Bearer ${wrong}`), 401, dead)
    }
  })

  test('a token without openid, of the endpoint or of the API', async () => {
    const { access_token: token } = await tokensFor(['aws.cognito.signin.user.admin'])
    assertRefused(await ask(`Bearer ${token}`), 401, unscoped)
    const { ports, pool, user } = domain
    const minted = await mintSession(ports, authenticate(ports, { pool, client, user }), { origin: 'api' })
    assert.ok(minted.kind === 'minted')
    assertRefused(await ask(`Bearer ${minted.tokens.accessToken}`), 401, unscoped)
  })

  test(`another pool's token`, async () => {
    await using stranger = await openOAuthDomain({ id: 'us-east-1_Stranger1' }, domain)
    const { access_token: token } = await tokensFor(['openid'])
    assert.equal((await ask(`Bearer ${token}`)).status, 200)
    assertRefused(
      await stranger.send('GET', '/oauth2/userInfo', { headers: { authorization: `Bearer ${token}` } }),
      401,
      dead,
    )
  })

  test('a token that was revoked', async () => {
    const { access_token: token, refresh_token: refreshToken } = await tokensFor(['openid'])
    await domain.send('POST', '/oauth2/revoke', { form: { token: refreshToken, client_id: client.id } })
    assertRefused(await ask(`Bearer ${token}`), 401, dead)
  })

  test('a token that is an hour old', async () => {
    const { access_token: token } = await tokensFor(['openid'])
    domain.advance(3600)
    assertRefused(await ask(`Bearer ${token}`), 401, dead)
  })

  test('POST', async () => assert.equal((await domain.send('POST', '/oauth2/userInfo')).status, 405))
})
