import assert from 'node:assert/strict'
import type { JwtClaims } from '../../../src/crypto/jose/jwt.ts'
import {
  accessClaims,
  clientId,
  idClaims,
  issuer,
  nowSeconds,
  startBackend,
  token,
  type UnderTest,
} from '../gateway-under-test.ts'
import { payloadOf } from '../lambda-authorizer-apis.ts'
import { functionOperation, httpApi, proxyOperation, startHttpApi } from '../http-api-under-test.ts'
import { httpTags, ok } from './contract-apis.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const authorizer = {
  type: 'jwt',
  identitySource: '$request.header.Authorization',
  jwtConfiguration: { issuer, audience: [clientId] },
}
const jwt = (more: Record<string, unknown> = {}, scheme: Record<string, unknown> = { type: 'oauth2' }) => ({
  components: { securitySchemes: { Jwt: { ...scheme, 'x-amazon-apigateway-authorizer': { ...authorizer, ...more } } } },
})
const guarded = (scopes: readonly string[] = [], format: '1.0' | '2.0' = '2.0') => ({
  '/a': { get: functionOperation('ok', { format, security: [{ Jwt: scopes }] }) },
})
const start = (more: Record<string, unknown> = {}, paths: Record<string, unknown> = guarded()) =>
  startHttpApi({ paths, body: jwt(more), functions: { ok } })
const problem = (more: Record<string, unknown>, scopes: readonly string[] = []) =>
  problemOf(httpApi({ paths: guarded(scopes), body: jwt(more) }))
const ask = (api: UnderTest, authorization: string, path = '/http/a') =>
  api.ask('GET', path, { headers: { authorization } })

async function challengeOf(authorization: string, scopes: readonly string[] = []) {
  await using api = await start({}, guarded(scopes))
  const { status, body, headers } = await ask(api, authorization)
  assert.deepEqual([status, body, typeof headers['apigw-requestid']], [401, '{"message":"Unauthorized"}', 'string'])
  return headers['www-authenticate']
}

const invalid = (text: string, scopes = '') =>
  `Bearer scope="${scopes}" error="invalid_token" error_description="${text}"`

/** How a function is told the claims. */
async function toldOf(claims: JwtClaims, format: '1.0' | '2.0' = '2.0', scopes: readonly string[] = []) {
  await using api = await start({}, guarded(scopes, format))
  assert.equal((await ask(api, await token(claims))).status, 200)
  return payloadOf(api, 0).requestContext.authorizer
}

/** Section 1.3. */
export const httpJwt = [
  ...shownHere({
    'an audience at least, 50 at most': () => {
      const of = (count: number) => problem({ jwtConfiguration: { issuer, audience: Array(count).fill('a') } })
      assert.match(of(0), /has no audience/)
      assert.equal(of(50), '')
      assert.match(of(51), /more than 50 audiences/)
    },
    'exactly one identity source': () => {
      const sources = ['$request.header.A', '$request.header.B']
      assert.match(problem({ identitySource: sources }), /exactly one identity source/)
      assert.match(problem({ identitySource: [] }), /exactly one identity source/)
      assert.match(problem({ identitySource: undefined }), /missing identitySource/)
    },
    'a header or a query parameter, and nothing else': async () => {
      await using api = await start({ identitySource: '$request.querystring.token' })
      assert.equal((await api.ask('GET', `/http/a?token=${await token(accessClaims())}`)).status, 200)
      assert.equal((await ask(api, await token(accessClaims()))).status, 401)
      assert.match(problem({ identitySource: '$request.body.token' }), /must be \$request/)
    },
    'Bearer in front or not': async () => {
      await using api = await start()
      const sent = await token(accessClaims())
      for (const header of [sent, `Bearer ${sent}`, `bearer ${sent}`])
        assert.equal((await ask(api, header)).status, 200)
    },
    '10 scopes of a route at most': () => {
      assert.equal(
        problem(
          {},
          Array.from({ length: 10 }, (_, index) => `s/${index}`),
        ),
        '',
      )
      assert.match(
        problem(
          {},
          Array.from({ length: 11 }, (_, index) => `s/${index}`),
        ),
        /more than 10 scopes/,
      )
    },
    '10 authorizers of an API at most': { differs: 'Quotas that AWS raises on request' },
    'RSA only: another algorithm is named': async () => {
      const header = Buffer.from('{"alg":"ES256","kid":"key-1"}').toString('base64url')
      const payload = Buffer.from(JSON.stringify(accessClaims())).toString('base64url')
      assert.equal(await challengeOf(`${header}.${payload}.AAAA`), invalid('signing method ES256 is invalid'))
    },
    'no kid, or another: refused': async () => {
      assert.match(String(await challengeOf(await token(accessClaims(), { kid: 'key-9' }))), /error="invalid_token"/)
    },
    'iss equals the issuer to the letter': async () => {
      assert.match(String(await challengeOf(await token(accessClaims({ iss: `${issuer}/` })))), /error="invalid_token"/)
    },
    'aud of a list is enough with one': async () => {
      await using api = await start()
      assert.equal((await ask(api, await token(idClaims({ aud: ['x', clientId] })))).status, 200)
    },
    'client_id is looked at only where aud is absent': async () => {
      const wrong = invalid('the token does not have a valid audience')
      assert.equal(await challengeOf(await token(accessClaims({ aud: 'other' }))), wrong)
      assert.equal(await challengeOf(await token(accessClaims({ aud: '' }))), wrong)
      await using api = await start()
      assert.equal((await ask(api, await token(accessClaims()))).status, 200)
    },
    'expired at exp itself': async () => {
      assert.equal(await challengeOf(await token(accessClaims({ exp: nowSeconds }))), invalid('the token has expired'))
    },
    'a token that begins later: nbf and iat': async () => {
      for (const claim of ['nbf', 'iat']) {
        assert.match(
          String(await challengeOf(await token(accessClaims({ [claim]: nowSeconds + 3600 })))),
          /error="invalid_token"/,
        )
      }
    },
    'how far ahead nbf and iat may be is a switch; exp is never stretched': {
      chosenBy: 'clock-skew-seconds',
      test: async () => {
        const statusOf = async (claims: JwtClaims, tags: Record<string, string> = {}) => {
          await using api = await startHttpApi({
            paths: guarded(),
            body: jwt(),
            properties: { Tags: httpTags(tags) },
            functions: { ok },
          })
          return (await ask(api, await token(accessClaims(claims)))).status
        }
        assert.equal(await statusOf({ nbf: nowSeconds + 60 }), 200)
        assert.equal(await statusOf({ nbf: nowSeconds + 61 }), 401)
        for (const claim of ['nbf', 'iat']) {
          assert.equal(await statusOf({ [claim]: nowSeconds + 1 }, { 'clock-skew-seconds': '0' }), 401)
        }
        assert.equal(await statusOf({ exp: nowSeconds }), 401)
      },
    },
    'the challenge of a 403 is a switch': {
      chosenBy: 'scope-challenge',
      test: async () => {
        const answerWith = async (tags: Record<string, string>) => {
          await using api = await startHttpApi({
            paths: guarded(['a/one', 'a/two']),
            body: jwt(),
            properties: { Tags: httpTags(tags) },
          })
          const { status, body, headers } = await ask(api, await token(accessClaims()))
          assert.deepEqual([status, body], [403, '{"message":"Forbidden"}'])
          return headers['www-authenticate']
        }
        assert.equal(await answerWith({}), 'Bearer scope="a/one a/two" error="insufficient_scope"')
        assert.equal(await answerWith({ 'scope-challenge': 'none' }), undefined)
      },
    },
    'scope or scp, any of the route’s': async () => {
      await using api = await start({}, guarded(['a/one', 'a/two']))
      for (const claims of [
        { scope: 'x a/two' },
        { scope: undefined, scp: ['a/one'] },
        { scope: undefined, scp: 'a/one x' },
      ]) {
        assert.equal((await ask(api, await token(accessClaims(claims)))).status, 200, JSON.stringify(claims))
      }
    },
    'token_use is not looked at: ID and access tokens pass a route without scopes': async () => {
      await using api = await start()
      for (const claims of [idClaims(), accessClaims(), accessClaims({ token_use: undefined })]) {
        assert.equal((await ask(api, await token(claims))).status, 200)
      }
    },
    'no token: the challenge is Bearer and nothing more': async () => {
      await using api = await start({}, guarded(['a/one']))
      assert.equal((await api.ask('GET', '/http/a')).headers['www-authenticate'], 'Bearer')
    },
    'the body is 26 bytes': () => assert.equal('{"message":"Unauthorized"}'.length, 26),
    'the challenge names the route’s scopes, has no commas and its text': async () => {
      const expired = await token(accessClaims({ exp: nowSeconds - 1 }))
      assert.equal(await challengeOf(expired), invalid('the token has expired'))
      assert.equal(await challengeOf(expired, ['a/one', 'a/two']), invalid('the token has expired', 'a/one a/two'))
      assert.equal(await challengeOf('nonsense'), invalid('token contains an invalid number of segments'))
    },
    'the log says why: $context.authorizer.error': async () => {
      await using api = await start()
      await api.ask('GET', '/http/a')
      assert.match(JSON.stringify(api.logged), /missing: token not provided/)
    },
    'another issuer is named so in the log: issuer does not match': async () => {
      await using api = await start()
      await ask(api, await token(accessClaims({ iss: 'https://elsewhere.example' })))
      assert.match(JSON.stringify(api.logged), /issuer does not match/)
    },
    'claims are text, lists as Go prints them, exp a number': async () => {
      const { jwt: told } = await toldOf(idClaims({ 'cognito:groups': ['Admins', 'Readers'], exp: 1_985_675_600 }))
      const { claims } = told
      assert.deepEqual(
        [claims['cognito:groups'], claims.exp, claims.email_verified],
        ['[Admins Readers]', '1985675600', 'true'],
      )
    },
    'scopes are null where the token has none': async () => {
      assert.equal((await toldOf(idClaims())).jwt.scopes, null)
      assert.deepEqual((await toldOf(accessClaims({ scope: 'a/one' }))).jwt.scopes, ['a/one'])
    },
    'payload 1.0 has claims and scopes without jwt': async () => {
      const told = await toldOf(accessClaims({ scope: 'a/one' }), '1.0')
      assert.deepEqual(Object.keys(told).toSorted(), ['claims', 'scopes'])
    },
    'an HTTP backend gets no claims unless they are mapped, and the Authorization header as it came': async () => {
      await using backend = await startBackend()
      const plain = proxyOperation(backend.url)
      const mapped = proxyOperation(backend.url, {
        requestParameters: { 'overwrite:header.x-sub': '$context.authorizer.claims.sub' },
      })
      const security = [{ Jwt: [] }]
      await using api = await start(
        {},
        { '/a': { get: { ...plain, security } }, '/b': { get: { ...mapped, security } } },
      )
      const sent = `Bearer ${await token(accessClaims())}`
      await ask(api, sent)
      await ask(api, sent, '/http/b')
      const [first = '', second = ''] = backend.seen.map(({ rawHeaders }) => rawHeaders.join('\n'))
      assert.ok(first.includes(sent) && second.includes(sent))
      assert.ok(!first.includes(String(accessClaims()['sub'])) && second.includes(String(accessClaims()['sub'])))
    },
    'an openIdConnect scheme gives the issuer by its URL': async () => {
      const scheme = { type: 'openIdConnect', openIdConnectUrl: `${issuer}/.well-known/openid-configuration` }
      const body = jwt({ jwtConfiguration: { audience: [clientId] } }, scheme)
      await using api = await startHttpApi({ paths: guarded(), body, functions: { ok } })
      assert.equal((await ask(api, await token(accessClaims()))).status, 200)
    },
  }),
  ...rowsOf('src/gateway/http-api.test.ts', {
    'a scope that is not carried: 403 Forbidden': 'answers 403 where no scope of the route is carried',
    'texts: a foreign audience': 'another audience',
    'texts: expired': 'an expired token',
    'texts: segments': 'no JWT',
    'texts: the algorithm': 'another algorithm',
  }),
  ...rowsOf('src/gateway/keys/remote-key-source.test.ts', {
    'keys by discovery and jwks_uri': 'are found by discovery, whose issuer must be the one asked',
    'keys are kept, and a new kid is looked for': 'a new kid is found after rotation',
    'fetched in 1,500 ms and 150,000 bytes, or not at all': '${name}: fails closed, then recovers',
    'an issuer that is away when the definition is read':
      'of an issuer that is away are no reason not to start, and are tried for again',
  }),
]
