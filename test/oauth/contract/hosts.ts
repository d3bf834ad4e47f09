import assert from 'node:assert/strict'
import { bodyOf, callback } from '../oauth-records.ts'
import { rowsOf } from './row.ts'

/** Section 1. */
export const hosts = [
  ...rowsOf('src/oauth/issuer-documents.test.ts', {
    'discovery has these members, in alphabetical order, and no others':
      'has Cognito’s members in its order, readable from anywhere',
    'well-known documents are readable from anywhere': 'has Cognito’s members in its order, readable from anywhere',
    'iss, key set and discovery move with the issuer type': 'names the issuer as the pool spells it',
    'with both domains discovery shows only the custom one': 'shows the custom domain where there are two',
    'discovery answers with no domain too': 'names endpoints where there is no domain',
    'JWKS has alg, e, kid, kty, n, use of each key, and at least two keys':
      'publishes a key for each use, public members only',
    'no authorization server metadata, unless a pool wants it': 'has no other documents',
    'a token’s header is kid and alg, and ID and access tokens have different keys': async (domain) => {
      const client = await domain.addClient()
      const { code } = await domain.signIn(client)
      const form = { grant_type: 'authorization_code', client_id: client.id, redirect_uri: callback, code }
      const tokens = bodyOf(await domain.send('POST', '/oauth2/token', { form }))
      const headers = [tokens.id_token, tokens.access_token].map((token) =>
        JSON.parse(Buffer.from(String(token).split('.')[0] ?? '', 'base64url').toString()),
      )
      for (const header of headers) assert.deepEqual(Object.keys(header).toSorted(), ['alg', 'kid'])
      assert.notEqual(headers[0].kid, headers[1].kid)
    },
  }),
  ...rowsOf('src/flows/user-pools/answer-domain-request.test.ts', {
    'headers of all endpoints': 'is answered by its route, whose headers come first',
    'HSTS is left out on localhost': { differs: 'leave `Strict-Transport-Security` out where the host is `localhost`' },
    'paths are case-sensitive': 'finds nothing at ${path}',
    'limits of a domain’s requests a second': { differs: 'the limits of a domain' },
  }),
]
