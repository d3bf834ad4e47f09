import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { OAuth2Client, generateCodeVerifier } from '@badgateway/oauth2-client'
import { formBrowser } from './form-browser.ts'
import { password, startInstallation, type AddedPool, type Installation, type PoolOptions } from './installation.ts'
import { claimsOf } from './tokens.ts'

const redirectUri = 'https://app.example.com/callback'
interface Way {
  readonly pool: Partial<CreateUserPoolCommandInput>
  readonly document: string
}

const cognitosWay: Way = { pool: {}, document: 'openid-configuration' }
const standards: Way = {
  pool: { UserPoolTags: { 'sallyport:standards': 'on', 'sallyport:introspection': 'on' } },
  document: 'oauth-authorization-server',
}

let installation: Installation

before(async () => {
  installation = await startInstallation()
})
after(() => installation[Symbol.asyncDispose]())

/** The client as its documents have it: one address to discover the others by. */
function clientOf({ UserPoolId, ClientId, ClientSecret }: Omit<AddedPool, 'addPerson'>, { document }: Way) {
  return new OAuth2Client({
    clientId: ClientId,
    ...(ClientSecret && { clientSecret: ClientSecret }),
    discoveryEndpoint: `${installation.ready.identityUrl}/${UserPoolId}/.well-known/${document}`,
  })
}

async function addClient(way: Way, GenerateSecret = true): Promise<OAuth2Client> {
  const client: PoolOptions['client'] = {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email'],
    CallbackURLs: [redirectUri],
    SupportedIdentityProviders: ['COGNITO'],
    GenerateSecret,
  }
  const added = await installation.addPool({ pool: way.pool, client })
  await added.addPerson('ann')
  return clientOf(added, way)
}

async function signIn(client: OAuth2Client) {
  const codeVerifier = await generateCodeVerifier()
  const asked = { redirectUri, state: 'a state', codeVerifier, scope: ['openid', 'email'] }
  const browser = formBrowser(new URL(redirectUri).origin)
  const page = await browser.open(await client.authorizationCode.getAuthorizeUri(asked))
  const { url } = await browser.submit(page, { username: 'ann', password })
  return client.authorizationCode.getTokenFromCodeRedirect(url, { redirectUri, state: 'a state', codeVerifier })
}

describe('@badgateway/oauth2-client, told a discovery document and no more', () => {
  for (const [name, way] of Object.entries({ 'as Cognito has it': cognitosWay, 'with the standards': standards })) {
    for (const hasSecret of [false, true]) {
      test(`signs in, refreshes and revokes ${name}, ${hasSecret ? 'with' : 'without'} a secret`, async () => {
        const client = await addClient(way, hasSecret)
        const token = await signIn(client)
        assert.equal(claimsOf(token.idToken).email, 'ann@example.com')
        const refreshed = await client.refreshToken(token)
        assert.equal(claimsOf(refreshed.accessToken).origin_jti, claimsOf(token.accessToken).origin_jti)
        await client.revoke(refreshed, 'refresh_token')
        await assert.rejects(client.refreshToken(token), { oauth2Code: 'invalid_grant' })
      })
    }

    test(`gets a token for itself ${name}`, async () => {
      const { UserPoolId } = await installation.addPool({ pool: way.pool })
      await installation.operator.send(
        new CreateResourceServerCommand({
          UserPoolId,
          Identifier: 'notes',
          Name: 'Notes',
          Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read' }],
        }),
      )
      const { UserPoolClient } = await installation.operator.send(
        new CreateUserPoolClientCommand({
          UserPoolId,
          ClientName: 'machine',
          GenerateSecret: true,
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ['client_credentials'],
          AllowedOAuthScopes: ['notes/read'],
        }),
      )
      const { ClientId = '', ClientSecret } = UserPoolClient ?? {}
      const client = clientOf({ UserPoolId, ClientId, ClientSecret }, way)
      const { accessToken, refreshToken } = await client.clientCredentials({ scope: ['notes/read'] })
      assert.deepEqual([claimsOf(accessToken).scope, refreshToken], ['notes/read', null])
      await assert.rejects(client.clientCredentials({ scope: ['notes/write'] }), { oauth2Code: 'invalid_scope' })
    })
  }

  test('revokes access tokens and asks about them where the pool has it', async () => {
    const cognito = await addClient(cognitosWay)
    await assert.rejects(cognito.revoke(await signIn(cognito)), { oauth2Code: 'unsupported_token_type' })
    const client = await addClient(standards)
    const token = await signIn(client)
    const { active, username } = await client.introspect(token)
    assert.deepEqual([active, username], [true, 'ann'])
    await client.revoke(token)
    assert.deepEqual(await client.introspect(token), { active: false })
  })
})
