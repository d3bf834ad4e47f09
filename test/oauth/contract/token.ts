import assert from 'node:assert/strict'
import type { AppClientOverrides } from '../../../src/testing/build-app-client.ts'
import type { OAuthDomain } from '../oauth-domain.ts'
import { bodyOf, callback } from '../oauth-records.ts'
import { rowsOf } from './row.ts'

type Form = Readonly<Record<string, string>>
type Answer = readonly [number, Record<string, unknown>]

const secrets = [{ id: '1', value: 'secret', createdAt: new Date(0) }]

async function ask(domain: OAuthDomain, form: Form): Promise<Answer> {
  const response = await domain.send('POST', '/oauth2/token', { form })
  return [response.status, bodyOf(response)]
}

/** What a machine hears that asks for whatever it may have. */
async function askAsMachine(domain: OAuthDomain, configuration: AppClientOverrides['configuration']): Promise<Answer> {
  const client = await domain.addClient({ id: 'machine', secrets, configuration })
  return ask(domain, { grant_type: 'client_credentials', client_id: client.id, client_secret: 'secret' })
}

/** Section 2.3. */
export const token = [
  ...rowsOf('src/oauth/token.test.ts', {
    'POST only': 'answers POST only',
    'a form only': 'refuses anything but a form',
    'bodies that escape nothing are read': 'reads the bodies of old clients, which escape nothing',
    'authorization_code: its members, token_type Bearer and expires_in a number': 'gives three tokens for a code',
    'authorization_code: id_token if openid': 'gives no ID token without openid',
    'authorization_code: redirect_uri always, and the code stays good after a refusal':
      'refuses without spending the code, whatever is wrong',
    'another redirect_uri than before: unauthorized_client, invalid_redirect':
      'refuses without spending the code, whatever is wrong',
    'a wrong or missing verifier: invalid_grant': 'refuses without spending the code, whatever is wrong',
    'the right verifier': 'accepts the verifier of the challenge',
    'a code that is expired: invalid_grant': 'gives a code five minutes',
    'a client that lacks an attribute of a scope: invalid_grant':
      'refuses a client that may read only some attributes of a scope',
    'a flow that the client is not allowed: unauthorized_client': 'refuses a client that lost the flow',
    'refresh_token: no refresh token, and stray redirect_uri and scope are ignored':
      'gives new tokens of the same session, and no refresh token',
    'refresh does not change auth_time': 'gives new tokens of the same session, and no refresh token',
    'refresh_token: with rotation a new one; the old one is good for the grace period':
      'rotates where the client says so, and refuses a token whose grace is over',
    'refresh_token: of the same client; unknown ones are invalid_grant': `refuses another client's token, and what is none`,
    'client_credentials: its members; scope omitted means all custom scopes':
      'gives an access token for the client itself, for all its scopes that exist',
    'client_credentials: sub is the client; no username, groups, device or family':
      'gives an access token for the client itself, for all its scopes that exist',
    'client_credentials: a scope that it lacks': 'gives the scopes that are asked for, and none that the client lacks',
    'client_credentials: needs a secret': 'machine tokens for a public client',
    'bad client credentials: invalid_client, 400': 'refuses a wrong secret',
    'an unknown client: invalid_client': 'an unknown client',
    'no grant type: invalid_request': 'no grant type',
    'no code: invalid_request': 'no code',
    'no refresh token: invalid_request': 'no refresh token',
    'password: unsupported_grant_type': 'the password grant',
    'token exchange: unsupported_grant_type': 'token exchange',
    'the device grant: unsupported_grant_type': async (domain) => {
      const { id } = await domain.addClient()
      const form = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: id, device_code: 'x' }
      assert.deepEqual(await ask(domain, form), [400, { error: 'unsupported_grant_type' }])
    },
    'client_credentials without a usable custom scope: invalid_scope': async (domain) => {
      const configuration = { AllowedOAuthFlows: ['client_credentials' as const], AllowedOAuthScopes: ['gone/read'] }
      assert.deepEqual(await askAsMachine(domain, configuration), [400, { error: 'invalid_scope' }])
    },
    'client_credentials for a client of people: unauthorized_client': async (domain) => {
      assert.deepEqual(await askAsMachine(domain, { AllowedOAuthFlows: ['code'] }), [
        400,
        { error: 'unauthorized_client' },
      ])
    },
    'aws_client_metadata that is no JSON of strings: invalid_request': async (domain) => {
      const configuration = { AllowedOAuthFlows: ['client_credentials' as const], AllowedOAuthScopes: ['notes/read'] }
      const scopes = [{ name: 'read', description: '' }]
      const server = { poolId: domain.pool.id, identifier: 'notes', name: 'Notes', scopes }
      await domain.commit({ write: 'createResourceServer', server })
      const { id } = await domain.addClient({ id: 'machine', secrets, configuration })
      const form = { grant_type: 'client_credentials', client_id: id, client_secret: 'secret' }
      for (const aws_client_metadata of ['x', '[]', '{"a":1}'])
        assert.deepEqual(await ask(domain, { ...form, aws_client_metadata }), [400, { error: 'invalid_request' }])
      assert.equal((await ask(domain, { ...form, aws_client_metadata: '{"a":"b"}' }))[0], 200)
    },
    'refresh does not extend the session of the browser': async (domain) => {
      const client = await domain.addClient()
      const { code, cookie } = await domain.signIn(client)
      const own = { client_id: client.id, redirect_uri: callback }
      const [, tokens] = await ask(domain, { grant_type: 'authorization_code', code, ...own })
      domain.advance(3500)
      const form = { grant_type: 'refresh_token', client_id: client.id, refresh_token: String(tokens.refresh_token) }
      assert.equal((await ask(domain, form))[0], 200)
      domain.advance(100)
      const query = new URLSearchParams({ ...own, response_type: 'code', prompt: 'none' }).toString()
      const { headers } = await domain.send('GET', `/oauth2/authorize?${query}`, { headers: { cookie } })
      assert.match(String(headers.location), /error=login_required/)
    },
    'a refresh token that is revoked: invalid_grant': async (domain) => {
      const client = await domain.addClient()
      const { code } = await domain.signIn(client)
      const own = { client_id: client.id, redirect_uri: callback }
      const [, { refresh_token }] = await ask(domain, { grant_type: 'authorization_code', code, ...own })
      const used = { client_id: client.id, refresh_token: String(refresh_token) }
      await domain.send('POST', '/oauth2/revoke', { form: { client_id: client.id, token: String(refresh_token) } })
      assert.deepEqual(await ask(domain, { grant_type: 'refresh_token', ...used }), [400, { error: 'invalid_grant' }])
    },
  }),
  ...rowsOf('src/oauth/authenticate-client.test.ts', {
    'a public client by client_id only': 'a public client by its id',
    client_secret_post: 'a secret in the form',
    client_secret_basic: 'a secret in the header, encoded',
    'client_secret_basic as most clients spell it': 'a secret in the header, as it is',
    'two live secrets, either in the form': 'the other secret',
    'two live secrets, either in the header': 'the other, as it is',
    'no secret for a confidential client: invalid_client': 'no secret',
    'a secret of a public client: invalid_client': 'a secret for a public client',
  }),
  ...rowsOf('test/oauth/single-use.test.ts', {
    'a code that was used: invalid_grant':
      'that is presented again ends the tokens of its first use, and says so in the log without the code',
  }),
  ...rowsOf('test/oauth/amazon-cognito-auth-js.test.ts', {
    'amazon-cognito-auth-js: unescaped bodies, redirect_uri beside refresh_token': 'signs in by code, and refreshes',
  }),
  ...rowsOf('test/oauth/refresh-across.test.ts', {
    'sessions of the API refresh here': 'goes on at the token endpoint, as what it is',
    'but with remembered devices': 'goes on there from a device that nobody confirmed, and from none that somebody did',
    'sessions of the domain refresh by both operations of the API':
      'goes on at both operations with its scopes, its resource and its version',
  }),
  ...rowsOf('src/operations/auth/InitiateAuth.test.ts', {
    'rotation ends REFRESH_TOKEN_AUTH': 'a rotating client refreshes elsewhere',
  }),
  ...rowsOf('src/operations/auth/refresh.test.ts', {
    'a rotated token inherits the lifetime that is left': 'never extends the session',
  }),
  ...rowsOf('test/triggers/pages.test.ts', {
    'triggers: TokenGeneration_HostedAuth, TokenGeneration_RefreshTokens':
      'asks at the beginning and at the end, and for the tokens that the code is traded for',
  }),
  ...rowsOf('test/triggers/token-customization.test.ts', {
    'trigger: TokenGeneration_ClientCredentials, with its metadata': 'is customized by version 3',
  }),
  ...rowsOf('src/flows/user-pools/answer-domain-request.test.ts', {
    'CORS: preflight for content-type, authorization and x-amz-user-agent':
      'of a script may ask first where tokens are handled',
    'CORS on 4xx too': 'of a script may read refusals',
  }),
]
