import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as oidc from 'openid-client'
import { callback } from './oauth-records.ts'
import { openTagged } from './tagged-stage.ts'

describe('openid-client, with DPoP', () => {
  test('gets tokens that are bound to its key, uses them at userInfo and refreshes them', async () => {
    await using stage = await openTagged({ 'sallyport:standards': 'on', 'sallyport:dpop': 'required' })
    const issuer = new URL(`${await stage.domain.listen()}/${stage.domain.pool.id}`)
    const execute = [oidc.allowInsecureRequests]
    const config = await oidc.discovery(issuer, stage.client.id, undefined, oidc.None(), { execute })
    assert.ok(config.serverMetadata().dpop_signing_alg_values_supported?.includes('ES256'))
    const DPoP = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair('ES256'))
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: callback,
      scope: 'openid email',
      state: 's',
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    })
    const { cookie } = await stage.domain.signIn(stage.client)
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    const location = new URL(response.headers.get('location') ?? '')
    const checks = { pkceCodeVerifier, expectedState: 's' }
    const tokens = await oidc.authorizationCodeGrant(config, location, checks, undefined, { DPoP })
    assert.equal(tokens.token_type, 'dpop')
    const { sub } = stage.domain.user
    assert.equal((await oidc.fetchUserInfo(config, tokens.access_token, sub, { DPoP })).email, 'ada@example.com')
    const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP })
    assert.equal((await oidc.fetchUserInfo(config, refreshed.access_token, sub, { DPoP })).sub, sub)
    await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token ?? ''))
  })
})

describe('openid-client, with pushed requests', () => {
  test('sends its request ahead', async () => {
    await using stage = await openTagged({ 'sallyport:standards': 'on', 'sallyport:require-pushed-requests': 'on' })
    const issuer = new URL(`${await stage.domain.listen()}/${stage.domain.pool.id}`)
    const execute = [oidc.allowInsecureRequests]
    const config = await oidc.discovery(issuer, stage.client.id, undefined, oidc.None(), { execute })
    const asked = { redirect_uri: callback, scope: 'openid', state: 's' }
    const url = await oidc.buildAuthorizationUrlWithPAR(config, asked)
    assert.deepEqual([...url.searchParams.keys()].toSorted(), ['client_id', 'request_uri'])
    const { cookie } = await stage.domain.signIn(stage.client)
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    const location = new URL(response.headers.get('location') ?? '')
    const tokens = await oidc.authorizationCodeGrant(config, location, { expectedState: 's' })
    assert.equal(tokens.claims()?.sub, stage.domain.user.sub)
  })
})
