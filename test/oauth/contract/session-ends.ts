import assert from 'node:assert/strict'
import { pageError } from '../../../src/flows/authorization/page-errors.ts'
import { bodyOf, callback } from '../oauth-records.ts'
import { rowsOf } from './row.ts'

/** Sections 2.5 to 2.8, and the texts of the error page. */
export const sessionEnds = [
  ...rowsOf('src/oauth/revoke.test.ts', {
    'revoke: 200 without a body, also for tokens that are unknown or revoked already':
      'ends a session, and says no more when asked again',
    'revoke: of the client’s own tokens only':
      'says nothing about what it does not know, and leaves other clients alone',
    'revoke: access and ID tokens are unsupported_token_type': 'takes refresh tokens only',
    'revoke: no token is invalid_request': 'refuses a request without token',
    'revoke: invalid_client is 401': 'refuses a client that is not what it says with 401',
    'revoke: EnableTokenRevocation=false is invalid_request': 'refuses where the client has revocation switched off',
  }),
  ...rowsOf('test/oauth/openid-client.test.ts', {
    'revoke: by Basic and by secrets in the body': 'proves a confidential client by ${method.name}',
  }),
  ...rowsOf('test/oauth/oidc-client-ts.test.ts', {
    'revoke: oidc-client-ts is refused with the access token first':
      'revokes refresh tokens, and is refused for access tokens',
    'logout: oidc-client-ts needs client_id and logout_uri': 'signs out with Cognito’s own parameters only',
  }),
  ...rowsOf('src/oauth/user-info.test.ts', {
    'revoke: the access tokens of the family are dead too': 'a token that was revoked',
  }),
  ...rowsOf('src/oauth/logout.test.ts', {
    'logout: GET only': 'answers GET only',
    'logout: client_id and logout_uri, ignoring every other parameter, redirect_uri included':
      'ends the session and goes to a sign-out URL, whatever else is in the query',
    'logout: client_id, redirect_uri and response_type lead to /login with those; a provider cannot be asked for':
      'leads to the sign-in page for somebody else',
    'logout: redirect_uri is a callback, not a sign-out URL': 'a sign-out URL as callback',
    'logout: neither: the error page': 'nothing',
    'logout: what OpenID Connect sends: the error page': 'an ID token, as OpenID Connect has it',
    'logout: logout_uri that is not registered': 'a sign-out URL with a slash',
    'logout: scope omitted stays so, which means all scopes of the client': async (domain) => {
      const { id } = await domain.addClient()
      const query = new URLSearchParams({ client_id: id, redirect_uri: callback, response_type: 'code' }).toString()
      const { headers } = await domain.send('GET', `/logout?${query}`)
      assert.equal(new URL(String(headers.location)).searchParams.has('scope'), false)
    },
    'logout: tokens stay valid': async (domain) => {
      const client = await domain.addClient()
      const { code, cookie } = await domain.signIn(client)
      const form = { grant_type: 'authorization_code', client_id: client.id, redirect_uri: callback, code }
      const { access_token, refresh_token } = bodyOf(await domain.send('POST', '/oauth2/token', { form }))
      const query = new URLSearchParams({ client_id: client.id, logout_uri: 'https://app.example.com/signed-out' })
      const left = await domain.send('GET', `/logout?${query.toString()}`, { headers: { cookie } })
      assert.match(String(left.headers['set-cookie']), /^cognito=; Max-Age=0/)
      const authorization = `Bearer ${String(access_token)}`
      assert.equal((await domain.send('GET', '/oauth2/userInfo', { headers: { authorization } })).status, 200)
      const again = { grant_type: 'refresh_token', client_id: client.id, refresh_token: String(refresh_token) }
      assert.equal((await domain.send('POST', '/oauth2/token', { form: again })).status, 200)
    },
    'the error page has Cognito’s words, which developers are shown': async () => {
      const said = (['client_id_missing', 'redirect_uri_missing', 'state_invalid'] as const).map(
        (code) => pageError(code).text,
      )
      assert.deepEqual(said, [
        "Required String parameter 'client_id' is not present",
        "Required String parameter 'redirect_uri' is not present",
        'Invalid State/RelayState provided.',
      ])
    },
  }),
  ...rowsOf('src/oauth/authorize.test.ts', {
    'GlobalSignOut does not clear the cookie': { differs: 'GlobalSignOut and AdminUserGlobalSignOut end the browser' },
  }),
  ...rowsOf('test/security/federation-return.test.ts', {
    'idpresponse: by GET': 'ends at the client, once',
    'idpresponse: by POST': 'is open to a form as well, whose cookies are no other than the one for it',
    'idpresponse: a lost cookie': 'is closed to other browsers, which cannot use it up either (login CSRF)',
    'idpresponse: an unknown state, and one older than five minutes':
      'is closed after five minutes, and to states that nobody was given',
  }),
  ...rowsOf('src/flows/federation/oidc/dialects.test.ts', {
    'idpresponse: Apple answers by a form':
      'proves itself by a signed secret, and takes a name out of the form, and nothing else',
  }),
  ...rowsOf('test/saml/sign-in.test.ts', {
    'saml2/idpresponse: by POST only': 'is one without a response, twice the same field, or by the wrong method',
    'saml2/idpresponse: an answer to our own request, in the same browser':
      'is one in a browser that did not begin it, which uses nothing up',
  }),
  ...rowsOf('test/saml/unsolicited.test.ts', {
    'saml2/idpresponse: a provider that begins by itself': 'ends at the client that its relay state names',
    'saml2/idpresponse: six minutes': 'is good for six minutes and once',
    'saml2/idpresponse: such a client has only SAML providers': 'is refused at a client with other ways in',
  }),
  ...rowsOf('test/saml/logout.test.ts', {
    'logout: a SAML session with IDPSignout goes by the provider':
      'goes by the provider, by a signed request for the session that it told of',
    'saml2/logout: then to the destination': 'ends where the client wanted, once the provider has answered',
    'logout: other sessions of providers are left alone': 'leaves the provider alone unless it wants to hear of it',
  }),
]
