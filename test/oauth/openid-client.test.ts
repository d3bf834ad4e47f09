import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as oidc from 'openid-client'
import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import { openOAuthDomain, type OAuthDomain } from './oauth-domain.ts'
import { callback } from './oauth-records.ts'

const secrets = [{ id: '1', value: 'a+secret/with%signs', createdAt: new Date(0) }]
let domain: OAuthDomain
let issuer: URL
let client: AppClient

before(async () => {
  domain = await openOAuthDomain()
  issuer = new URL(`${await domain.listen()}/${domain.pool.id}`)
  const server = {
    poolId: domain.pool.id,
    identifier: 'notes',
    name: 'Notes',
    scopes: [{ name: 'read', description: '' }],
  }
  await domain.commit({ write: 'createResourceServer', server })
  client = await domain.addClient()
  await domain.addClient({ id: 'confidential', secrets })
  await domain.addClient({
    id: 'rotating',
    configuration: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } },
  })
  const configuration = { AllowedOAuthFlows: ['client_credentials' as const], AllowedOAuthScopes: ['notes/read'] }
  await domain.addClient({ id: 'machine', secrets, configuration })
})
after(() => domain[Symbol.asyncDispose]())

const options = { execute: [oidc.allowInsecureRequests] }

function discover(clientId: string, authentication?: oidc.ClientAuth): Promise<oidc.Configuration> {
  const secret = authentication === undefined ? undefined : secrets[0]?.value
  return oidc.discovery(issuer, clientId, secret, authentication ?? oidc.None(), options)
}

/** What a browser that is signed in does with an authorization URL. */
async function follow(url: URL, cookie: string): Promise<URL> {
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
  assert.equal(response.status, 302)
  return new URL(response.headers.get('location') ?? '')
}

async function grant(config: oidc.Configuration, clientId = client.id) {
  const verifier = oidc.randomPKCECodeVerifier()
  const expectedState = oidc.randomState()
  const expectedNonce = oidc.randomNonce()
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid email',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const { cookie } = await domain.signIn({ ...client, id: clientId })
  const checks = { pkceCodeVerifier: verifier, expectedState, expectedNonce, idTokenExpected: true }
  return oidc.authorizationCodeGrant(config, await follow(url, cookie), checks)
}

describe('openid-client', () => {
  test('signs a public client in, asks who it is, refreshes and revokes', async () => {
    const config = await discover(client.id)
    const tokens = await grant(config)
    const claims = tokens.claims()
    assert.deepEqual([claims?.iss, claims?.aud, claims?.email], [issuer.href, client.id, 'ada@example.com'])

    const userInfo = await oidc.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '')
    assert.deepEqual([userInfo.sub, userInfo.email], [claims?.sub, 'ada@example.com'])

    const refreshToken = tokens.refresh_token ?? ''
    const refreshed = await oidc.refreshTokenGrant(config, refreshToken)
    assert.equal(refreshed.claims()?.sub, claims?.sub)
    assert.equal(refreshed.refresh_token, undefined)

    await oidc.tokenRevocation(config, refreshToken)
    await assert.rejects(oidc.refreshTokenGrant(config, refreshToken), { error: 'invalid_grant', status: 400 })
    await assert.rejects(oidc.fetchUserInfo(config, refreshed.access_token, claims?.sub ?? ''))
  })

  test('follows a rotating refresh token', async () => {
    const config = await discover('rotating')
    const first = await grant(config, 'rotating')
    const second = await oidc.refreshTokenGrant(config, first.refresh_token ?? '')
    const third = await oidc.refreshTokenGrant(config, second.refresh_token ?? '')
    assert.equal(new Set([first, second, third].map(({ refresh_token: token }) => token)).size, 3)
    await assert.rejects(oidc.refreshTokenGrant(config, first.refresh_token ?? ''), { error: 'invalid_grant' })
  })

  for (const method of [oidc.ClientSecretPost, oidc.ClientSecretBasic]) {
    test(`proves a confidential client by ${method.name}`, async () => {
      const config = await discover('confidential', method(secrets[0]?.value))
      const tokens = await grant(config, 'confidential')
      assert.equal(tokens.claims()?.aud, 'confidential')
      await oidc.tokenRevocation(config, tokens.refresh_token ?? '')
    })

    test(`gets a machine its token by ${method.name}`, async () => {
      const config = await discover('machine', method(secrets[0]?.value))
      const tokens = await oidc.clientCredentialsGrant(config, { scope: 'notes/read' })
      assert.deepEqual([tokens.token_type, tokens.expires_in, tokens.refresh_token], ['bearer', 3600, undefined])
    })
  }

  test('hears of errors in the terms of its own', async () => {
    const config = await discover(client.id)
    const target = oidc.buildAuthorizationUrl(config, {
      redirect_uri: callback,
      scope: 'openid',
      prompt: 'none',
      state: 'a',
    })
    const back = await follow(target, '')
    const refused = oidc.authorizationCodeGrant(config, back, { expectedState: 'a' })
    await assert.rejects(refused, { code: 'OAUTH_AUTHORIZATION_RESPONSE_ERROR', error: 'login_required' })
    const wrong = await discover('confidential', oidc.ClientSecretPost('wrong'))
    await assert.rejects(oidc.refreshTokenGrant(wrong, 'any'), { error: 'invalid_client' })
  })

  test('finds the sign-out URL, which needs what only Cognito asks for', async () => {
    const config = await discover(client.id)
    const logout_uri = 'https://app.example.com/signed-out'
    const url = oidc.buildEndSessionUrl(config, { client_id: client.id, logout_uri })
    assert.equal((await follow(url, '')).href, logout_uri)
  })
})
