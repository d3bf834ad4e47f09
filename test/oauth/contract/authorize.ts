import assert from 'node:assert/strict'
import { facebook } from '../../../src/flows/federation/oidc/facebook.ts'
import { google } from '../../../src/flows/federation/oidc/google.ts'
import { loginWithAmazon } from '../../../src/flows/federation/oidc/login-with-amazon.ts'
import { oidc } from '../../../src/flows/federation/oidc/oidc.ts'
import { signInWithApple } from '../../../src/flows/federation/oidc/sign-in-with-apple.ts'
import type { OAuthDomain } from '../oauth-domain.ts'
import { callback } from '../oauth-records.ts'
import { rowsOf } from './row.ts'

type Query = Readonly<Record<string, string>>

function urlOf(changes: Query): string {
  const asked = { client_id: '1example23456789', response_type: 'code', redirect_uri: callback, state: 'x', ...changes }
  return `/oauth2/authorize?${new URLSearchParams(asked).toString()}`
}

async function locationOf(domain: OAuthDomain, changes: Query, cookie = ''): Promise<URL> {
  const { status, headers } = await domain.send('GET', urlOf(changes), { headers: { cookie } })
  assert.equal(status, 302)
  return new URL(String(headers.location))
}

/** Section 2.1. */
export const authorize = [
  ...rowsOf('src/oauth/authorize.test.ts', {
    'GET only': 'answers GET only',
    'without a session: /login with the same query': '${path} leads to the sign-in page with the same query',
    'with a reusable session: the callback': 'goes to the client with a code and the state as it came',
    'state comes back as it came, where the browser is signed in':
      'goes to the client with a code and the state as it came',
    'prompt=none: silent or login_required': 'answers prompt=none to the client',
    'prompt=login asks again': 'asks again for prompt=login',
    'prompt=select_account and consent have no local effect': 'answers prompt=none and asks nobody',
    'max_age asks again whoever signed in before that': 'asks again when the sign-in is older than max_age',
    'acr_values: the first level that the user can satisfy; unknown ones are ignored':
      'asks whoever can be recognised more surely, and nobody else',
    'implicit: tokens in the fragment, never a refresh token':
      'hands out tokens of the implicit grant in the fragment, and nothing to refresh them',
    'redirect_uri not registered: the error page': 'never redirects to a URI that is not registered',
    'a session of a provider that the client lacks is none':
      'does not help a client that accepts another provider only',
    'server fault: server_error': '/oauth2/authorize tells the client of a fault, and the log of its cause',
    'CORS: none': 'is no script’s business',
    'prompt=login: the old session survives whoever backs out': async (domain) => {
      const { cookie } = await domain.signIn(await domain.addClient())
      assert.equal((await locationOf(domain, { prompt: 'login' }, cookie)).pathname, '/login')
      assert.ok((await locationOf(domain, {}, cookie)).searchParams.has('code'))
    },
    'what it does not know is ignored': async (domain) => {
      const { cookie } = await domain.signIn(await domain.addClient())
      const unknown = {
        ui_locales: 'de',
        response_mode: 'form_post',
        claims: '{"id_token":{"auth_time":{"essential":true}}}',
        request: 'eyJhbGciOiJub25lIn0.e30.',
        id_token_hint: 'nonsense',
        userContextData: '{"payload":"x"}',
      }
      assert.ok((await locationOf(domain, unknown, cookie)).searchParams.has('code'))
    },
    'login_hint is forwarded to OpenID Connect providers and Google only': async () => {
      const dialects = { oidc, google, facebook, loginWithAmazon, signInWithApple }
      const forwarding = Object.entries(dialects).filter(([, { takesLoginHint }]) => takesLoginHint)
      assert.deepEqual(
        forwarding.map(([name]) => name),
        ['oidc', 'google'],
      )
    },
    'implicit: id_token only with openid': async (domain) => {
      const client = await domain.addClient({ configuration: { AllowedOAuthFlows: ['implicit'] } })
      const { cookie } = await domain.signIn(client)
      const asked = { response_type: 'token', scope: 'aws.cognito.signin.user.admin' }
      const { hash } = await locationOf(domain, asked, cookie)
      const told = [...new URLSearchParams(hash.slice(1)).keys()]
      assert.deepEqual(told, ['access_token', 'token_type', 'expires_in', 'state'])
    },
  }),
  ...rowsOf('src/flows/authorization/read-authorization-request.test.ts', {
    'response_type is required': 'no response type',
    'response_type: no id_token': 'an ID token alone',
    'response_type: no hybrid': 'a hybrid response type',
    'client_id: unknown': 'an unknown client',
    'client_id: missing': 'no client',
    'client_id: of another pool': `another pool's client`,
    'the client must have a provider': 'a client without a provider',
    'AllowedOAuthFlowsUserPoolClient must be true': 'a client that is not for OAuth',
    'redirect_uri is required, even with one registered': 'no redirect URI, though one is registered',
    'scope omitted: all scopes of the client': 'for all scopes of the client names none',
    'email, phone and profile need openid': 'email without openid',
    'unknown or not associated scope: invalid_scope': 'an unknown scope',
    'malformed scope: invalid_scope': 'a malformed scope',
    'a scope deleted from its resource server but still on the client is silently dropped':
      'for a scope that its resource server dropped goes on without it',
    'state comes back byte for byte with errors': 'comes back as it was, whatever it holds',
    'identity_provider: one that the client lacks': 'a provider that the client lacks',
    'idp_identifier names its provider': 'an identifier names its provider',
    'idp_identifier: nobody’s': 'a provider identifier that nobody has',
    'a challenge without method: invalid_request': 'a challenge without method',
    'a method other than S256: invalid_request': 'a plain challenge',
    'PKCE is never mandatory; nonce, lang, login_hint, resource, acr_values and max_age are read': 'is read whole',
    'prompt is not known on the classic pages': 'has no prompt on the classic hosted UI',
    'prompts can be combined with spaces': 'is read whole',
    'acr_values and max_age are ignored below Essentials': 'asks for no certainty below the Essentials plan',
    'resource must be https, http on localhost or a scheme of its own': 'may ask for the resource ${resource}',
    'a bad resource: invalid_target': 'a resource on plain HTTP',
    'a response_type that the client is not allowed: unauthorized_client':
      'the implicit flow where only code is allowed',
    'error_description precedes error, and state accompanies errors': 'a hybrid response type',
    'ui_locales is no parameter': 'is read whole',
  }),
  ...rowsOf('src/flows/authorization/redirect-uri-corpus.test.ts', {
    'redirect_uri: exact string match': 'three hundred near misses and strangers stay on the error page',
    'redirect_uri: http for localhost, 127.0.0.1 and [::1] with any registered port; custom schemes':
      '${uri} goes back letter for letter',
  }),
  ...rowsOf('src/oauth/token.test.ts', {
    'a code lives for five minutes': 'gives a code five minutes',
    'nonce is copied to the ID token': 'gives three tokens for a code',
  }),
  ...rowsOf('test/oauth/single-use.test.ts', {
    'a code is for once': 'that 64 present at once is redeemed by one, whose tokens the others end',
  }),
  ...rowsOf('src/flows/authorization/complete-authorization.test.ts', {
    'a code is shaped as a UUID': 'remembers code and session by their hashes only',
  }),
  ...rowsOf('src/login/request/page-language.test.ts', {
    'lang sets a cookie that lasts, on managed login only': 'is English on the classic pages',
  }),
  ...rowsOf('src/flows/federation/oidc/code-flow-protocol.test.ts', {
    'login_hint and prompt are forwarded to OpenID Connect providers':
      'sends people to the provider with state and nonce, and with what they came with',
  }),
  ...rowsOf('test/federation/oidc-provider.test.ts', {
    'identity_provider and idp_identifier go straight to the provider':
      'goes straight to the provider that is asked for, by its name or by its identifier',
    'failures of a provider: error_description, then invalid_request':
      'is told to the client when they change their mind',
  }),
]
