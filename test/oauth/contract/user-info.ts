import { rowsOf } from './row.ts'

/** Section 2.4. */
export const userInfo = [
  ...rowsOf('src/oauth/user-info.test.ts', {
    'GET only': 'POST',
    'openid alone: every attribute that the client can read, all values strings':
      'tells everything for openid alone, in strings',
    'openid with email, phone or profile: those': 'tells what the other scopes narrow it to',
    ReadAttributes: 'tells what the client may read',
    'a Bearer header only; without one 400 invalid_request': 'a request without one bearer token',
    'not in the query': 'a token in the query',
    'an expired token: 401 invalid_token': 'a token that is an hour old',
    'a revoked token: 401 invalid_token': 'a token that was revoked',
    'what is no access token: 401 invalid_token': 'what is no access token',
    'tokens without openid, so those of the API': 'a token without openid, of the endpoint or of the API',
    'the challenge has no scheme, and the body repeats it': 'a request without one bearer token',
  }),
  ...rowsOf('test/federation/oidc-provider.test.ts', {
    'identities is JSON in a string': 'comes by the button of the sign-in page, and is a user of the pool from then on',
  }),
]
