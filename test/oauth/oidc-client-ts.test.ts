import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { InMemoryWebStorage, OidcClient, WebStorageStateStore, type SigninResponse } from 'oidc-client-ts'
import { callback } from './oauth-records.ts'
import { openTagged, type TaggedStage } from './tagged-stage.ts'

// oidc-client-ts as it comes, told nothing but the issuer. Its UserManager adds windows and frames to what is used here.

const bye = 'https://app.example.com/signed-out'
let standard: TaggedStage
let plain: TaggedStage

before(async () => {
  ;[standard, plain] = await Promise.all([openTagged({ 'sallyport:standards': 'on' }), openTagged({})])
})
after(() => Promise.all([standard[Symbol.asyncDispose](), plain[Symbol.asyncDispose]()]))

interface SignedIn {
  readonly client: OidcClient
  readonly user: SigninResponse
  readonly cookie: string
}

async function open({ domain, client }: TaggedStage): Promise<OidcClient> {
  const stateStore = new WebStorageStateStore({ store: new InMemoryWebStorage() })
  const authority = `${await domain.listen()}/${domain.pool.id}`
  return new OidcClient({
    authority,
    client_id: client.id,
    redirect_uri: callback,
    post_logout_redirect_uri: bye,
    scope: 'openid email',
    loadUserInfo: true,
    stateStore,
  })
}

/** Where a browser is led that comes with this cookie. */
async function follow(url: string, cookie: string): Promise<string> {
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
  return response.headers.get('location') ?? ''
}

async function signIn(stage: TaggedStage): Promise<SignedIn> {
  const client = await open(stage)
  const { cookie } = await stage.domain.signIn(stage.client)
  const { url } = await client.createSigninRequest({ nonce: 'n', state: { page: '/notes' } })
  return { client, cookie, user: await client.processSigninResponse(await follow(url, cookie)) }
}

describe('oidc-client-ts, where standards are on', () => {
  test('signs in by code and PKCE, refreshes, and reads userInfo', async () => {
    const { client, user } = await signIn(standard)
    assert.deepEqual(user.userState, { page: '/notes' })
    const { sub, email, email_verified: isVerified } = user.profile
    assert.deepEqual([sub, email, isVerified], [standard.domain.user.sub, 'ada@example.com', true])
    const refreshed = await client.useRefreshToken({
      state: {
        refresh_token: user.refresh_token ?? '',
        id_token: user.id_token ?? '',
        session_state: null,
        scope: user.scope ?? '',
        profile: user.profile,
        data: undefined,
      },
    })
    assert.notEqual(refreshed.access_token, user.access_token)
  })

  test('signs out, and is told its state', async () => {
    const { client, user, cookie } = await signIn(standard)
    const { url } = await client.createSignoutRequest({ id_token_hint: user.id_token ?? '', state: { from: 'notes' } })
    const location = await follow(url, cookie)
    assert.ok(location.startsWith(`${bye}?state=`), location)
    assert.deepEqual((await client.processSignoutResponse(location)).userState, { from: 'notes' })
    const { url: silent } = await client.createSigninRequest({ prompt: 'none' })
    await assert.rejects(client.processSigninResponse(await follow(silent, cookie)), /Login required/)
  })

  test('revokes its tokens as it does by itself: the access token first', async () => {
    const { client, user } = await signIn(standard)
    await client.revokeToken(user.access_token, 'access_token')
    await client.revokeToken(user.refresh_token ?? '', 'refresh_token')
  })
})

describe('oidc-client-ts, on a pool that is as Cognito is', () => {
  test('signs in', async () => {
    const { user } = await signIn(plain)
    assert.equal(user.profile.sub, plain.domain.user.sub)
  })

  test('signs out with Cognito’s own parameters only', async () => {
    const { client, user, cookie } = await signIn(plain)
    const { url } = await client.createSignoutRequest({ id_token_hint: user.id_token ?? '' })
    assert.match(await follow(url, cookie), /\/error\?error=client_id_missing/)
    const extraQueryParams = { client_id: plain.client.id, logout_uri: bye }
    const own = await client.createSignoutRequest({ extraQueryParams })
    assert.equal(await follow(own.url, cookie), bye)
  })

  test('revokes refresh tokens, and is refused for access tokens', async () => {
    const { client, user } = await signIn(plain)
    await assert.rejects(client.revokeToken(user.access_token, 'access_token'), /unsupported_token_type|400/)
    await client.revokeToken(user.refresh_token ?? '', 'refresh_token')
  })
})
