import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as oidc from 'openid-client'
import { openOAuthDomain } from './oauth-domain.ts'

// What clients of the Model Context Protocol do, and Cognito keeps them from (cognito-web contract, section 8): they know the
// issuer and the resource, and nothing else.

const resource = 'https://mcp.example.com/notes'
const redirectUri = 'http://127.0.0.1:51234/callback'

test('a client that knows an issuer and a resource registers itself and gets a token for the resource', async () => {
  const tags = { 'sallyport:standards': 'on', 'sallyport:require-pkce': 'on' }
  const DcrConfiguration = { EnableStatus: 'Enabled', OpenDcrEnabled: true } as const
  await using domain = await openOAuthDomain({ configuration: { UserPoolTags: tags, DcrConfiguration } })
  const issuer = new URL(`${await domain.listen()}/${domain.pool.id}`)
  const metadata = { client_name: 'Some tool', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' }
  const config = await oidc.dynamicClientRegistration(issuer, metadata, oidc.None(), {
    algorithm: 'oauth2',
    execute: [oidc.allowInsecureRequests],
  })
  const { code_challenge_methods_supported: methods, registration_endpoint: endpoint } = config.serverMetadata()
  assert.deepEqual([methods, endpoint], [['S256'], `${issuer.origin}/oauth2/register`])

  const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile',
    state: 's',
    resource,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  })
  const client = await domain.ports.storage.appClients.find(config.clientMetadata().client_id)
  assert.ok(client)
  const { cookie, location: page } = await domain.signIn(client, { redirectUri })
  assert.equal(page.pathname, '/consent', 'nobody of the pool knows the tool')
  const parties = { poolId: domain.pool.id, sub: domain.user.sub, clientId: client.id }
  await domain.commit({
    write: 'grantConsent',
    ...parties,
    scopes: ['openid', 'profile'],
    at: domain.ports.clock.now(),
  })
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
  const location = new URL(response.headers.get('location') ?? '')
  const checks = { pkceCodeVerifier, expectedState: 's' }
  const tokens = await oidc.authorizationCodeGrant(config, location, checks, { resource })
  const claims = JSON.parse(Buffer.from(tokens.access_token.split('.')[1] ?? '', 'base64url').toString())
  assert.deepEqual([claims.aud, claims.client_id, claims.scope], [resource, client.id, 'openid profile'])
  const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '', { resource })
  assert.equal(typeof refreshed.access_token, 'string')
})
