import assert from 'node:assert/strict'
import type { JwtClaims } from '../../../src/crypto/jose/jwt.ts'
import {
  accessClaims,
  clientId,
  idClaims,
  issuer,
  nowSeconds,
  otherIssuer,
  poolArn,
  resource,
  strangerKeys,
  token,
  type UnderTest,
} from '../gateway-under-test.ts'
import { payloadOf } from '../lambda-authorizer-apis.ts'
import { operation, restApi, startRestApi } from '../rest-api-under-test.ts'
import { lambda, ok, restTags, schemes, seen, unauthorized } from './contract-apis.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const guarded = (scopes: readonly string[] = []) => ({
  '/a': { get: operation(lambda('ok'), { security: [{ Pool: scopes }] }) },
})
const start = (
  pool: Record<string, unknown> = {},
  scopes: readonly string[] = [],
  properties: Record<string, unknown> = {},
) => startRestApi({ paths: guarded(scopes), body: schemes(pool), properties, functions: { ok } })
const problem = (pool: Record<string, unknown>) => problemOf(restApi({ paths: guarded(), body: schemes(pool) }))
const ask = (api: UnderTest, sent: string) => api.ask('GET', '/rest/v1/a', { headers: { authorization: sent } })

async function claimsOf(claims: JwtClaims): Promise<Record<string, string>> {
  await using api = await start()
  assert.equal((await ask(api, await token(claims))).status, 200)
  return payloadOf(api, 0).requestContext.authorizer.claims
}

const authorizerResource = (properties: Record<string, unknown>) => [
  resource('Rest', 'AWS::ApiGateway::RestApi', { Name: 'rest' }, { RootResourceId: 'root' }),
  resource('Stage', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'v1' }),
  resource('Pool', 'AWS::ApiGateway::Authorizer', {
    RestApiId: 'rest',
    Type: 'COGNITO_USER_POOLS',
    ProviderARNs: [poolArn],
    IdentitySource: 'method.request.header.Authorization',
    ...properties,
  }),
  resource('Method', 'AWS::ApiGateway::Method', {
    RestApiId: 'rest',
    ResourceId: 'root',
    HttpMethod: 'GET',
    AuthorizationType: 'COGNITO_USER_POOLS',
    AuthorizerId: 'pool',
    Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: lambda('ok').uri },
  }),
]

/** Section 1.2. */
export const restCognito = [
  ...shownHere({
    'providerARNs: one pool at least, 1,000 at most': () => {
      assert.match(problem({ providerARNs: [] }), /lists no user pool/)
      assert.equal(problem({ providerARNs: Array(1000).fill(poolArn) }), '')
      assert.match(problem({ providerARNs: Array(1001).fill(poolArn) }), /more than 1,000/)
    },
    'tokens of any listed pool': async () => {
      const other = poolArn.replace('eu-central-1_Pool12345', 'eu-central-1_Other1234')
      await using api = await start({ providerARNs: [poolArn, other] })
      const ours = await token(idClaims())
      const theirs = await token(idClaims({ iss: otherIssuer }), { key: strangerKeys.privateKey })
      for (const sent of [ours, theirs]) assert.equal((await ask(api, sent)).status, 200)
    },
    'a pool’s ARN may hold a stage variable': async () => {
      await using api = await startRestApi({
        paths: guarded(),
        body: schemes({
          providerARNs: ['arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${stageVariables.pool}'],
        }),
        variables: { pool: 'eu-central-1_Pool12345' },
        functions: { ok },
      })
      assert.equal((await ask(api, await token(idClaims()))).status, 200)
    },
    'the identity source is required and is one header': () => {
      assert.match(problemOf(authorizerResource({ IdentitySource: undefined })), /missing IdentitySource/)
      for (const IdentitySource of [
        'method.request.querystring.t',
        'method.request.header.A,method.request.header.B',
      ]) {
        assert.match(problemOf(authorizerResource({ IdentitySource })), /must be one header/)
      }
    },
    'another header than Authorization': async () => {
      await using api = await start({ identitySource: 'method.request.header.X-Token' })
      assert.equal((await ask(api, await token(idClaims()))).status, 401)
      const headers = { 'x-token': await token(idClaims()) }
      assert.equal((await api.ask('GET', '/rest/v1/a', { headers })).status, 200)
    },
    'the time to live is from 0 to 3600': () => {
      for (const ttl of [0, 3600]) assert.equal(problem({ authorizerResultTtlInSeconds: ttl }), '')
      for (const ttl of [-1, 3601]) assert.match(problem({ authorizerResultTtlInSeconds: ttl }), /from 0 to 3600/)
    },
    'the time to live is 300 where nothing is said, and never longer than a minute here': {
      differs: 'verified tokens are kept for at most 60 s',
    },
    'root-level security is ignored': { differs: 'Root-level `security` of a REST API is refused' },
    'a list of scopes makes it access-token mode, none ID-token mode': async () => {
      await using ids = await start()
      await using accesses = await start({}, ['notes/read'])
      const [id, access] = [await token(idClaims()), await token(accessClaims())]
      assert.deepEqual([(await ask(ids, id)).status, (await ask(ids, access)).status], [200, 401])
      assert.deepEqual([(await ask(accesses, access)).status, (await ask(accesses, id)).status], [200, 401])
    },
    'the bare token and Bearer, in any case': async () => {
      await using api = await start()
      const sent = await token(idClaims())
      for (const header of [sent, `Bearer ${sent}`, `bearer ${sent}`])
        assert.equal((await ask(api, header)).status, 200)
      for (const header of [`Basic ${sent}`, `Token ${sent}`])
        assert.deepEqual(seen(await ask(api, header)), unauthorized)
    },
    'the scopes of a sign-in by SDK or SRP are the user’s own alone': async () => {
      const sdk = await token(accessClaims({ scope: 'aws.cognito.signin.user.admin' }))
      await using own = await start({}, ['aws.cognito.signin.user.admin'])
      await using custom = await start({}, ['notes/read'])
      assert.deepEqual([(await ask(own, sdk)).status, (await ask(custom, sdk)).status], [200, 401])
    },
    'an ID token has no scope claim, and one that claims scopes is no access token': async () => {
      await using api = await start({}, ['notes/read'])
      assert.equal((await ask(api, await token(idClaims({ scope: 'notes/read' })))).status, 401)
    },
    'iss is that of a listed pool, to the letter': async () => {
      await using api = await start()
      for (const iss of [otherIssuer, `${issuer}/`, issuer.replace('https', 'http')]) {
        assert.deepEqual(seen(await ask(api, await token(idClaims({ iss })))), unauthorized)
      }
    },
    'the kid is in the pool’s key set': async () => {
      await using api = await start()
      assert.deepEqual(seen(await ask(api, await token(idClaims(), { kid: 'key-9' }))), unauthorized)
    },
    'any client of the pool, where no expression says otherwise': async () => {
      await using api = await start()
      assert.equal((await ask(api, await token(idClaims({ aud: 'another-client' })))).status, 200)
    },
    'access tokens have no aud and never pass an expression': async () => {
      await using api = await start({ identityValidationExpression: clientId }, ['notes/read'])
      assert.deepEqual(seen(await ask(api, await token(accessClaims()))), unauthorized)
    },
    'a token without the scopes: 401, or 403 by a switch': {
      chosenBy: 'scope-mismatch',
      test: async () => {
        const without = await token(accessClaims({ scope: 'other' }))
        const answerWith = async (tags: Record<string, string>) => {
          await using api = await start({}, ['notes/read'], { Tags: restTags(tags) })
          return seen(await ask(api, without))
        }
        assert.deepEqual(await answerWith({}), unauthorized)
        assert.deepEqual(await answerWith({ 'scope-mismatch': '403' }), {
          status: 403,
          body: '{"Message":"User is not authorized to access this resource"}',
          type: 'AccessDeniedException',
          challenge: undefined,
        })
      },
    },
    'a list is joined by commas, or as a switch says': {
      chosenBy: 'array-claims',
      test: async () => {
        const told = async (tags: Record<string, string>) => {
          await using api = await start({}, [], { Tags: restTags(tags) })
          await ask(api, await token(idClaims({ 'cognito:groups': ['a', 'b'] })))
          return payloadOf(api, 0).requestContext.authorizer.claims['cognito:groups']
        }
        assert.deepEqual(
          [await told({}), await told({ 'array-claims': 'brackets' }), await told({ 'array-claims': 'json' })],
          ['a,b', '[a b]', '["a","b"]'],
        )
      },
    },
    'missing, empty and garbled: 401 Unauthorized, UnauthorizedException, no challenge': async () => {
      await using api = await start()
      assert.deepEqual(seen(await api.ask('GET', '/rest/v1/a')), unauthorized)
      for (const header of ['', 'Bearer', 'Bearer ', 'a.b', '..', 'Bearer a.b.c']) {
        assert.deepEqual(seen(await ask(api, header)), unauthorized, header)
      }
    },
    'the gateway response is UNAUTHORIZED, not EXPIRED_TOKEN': async () => {
      const responses = { UNAUTHORIZED: { statusCode: 418 }, EXPIRED_TOKEN: { statusCode: 499 } }
      await using api = await startRestApi({
        paths: guarded(),
        body: { ...schemes(), 'x-amazon-apigateway-gateway-responses': responses },
      })
      assert.equal((await ask(api, await token(idClaims({ exp: nowSeconds - 1 })))).status, 418)
    },
    'every claim is text: booleans and numbers too': async () => {
      const claims = await claimsOf(idClaims({ email_verified: true, auth_time: 1_469_818_372 }))
      assert.deepEqual([claims['email_verified'], claims['auth_time']], ['true', '1469818372'])
    },
    'exp and iat are dates as Java prints them': async () => {
      const claims = await claimsOf(idClaims({ iat: 1_469_818_373, exp: 2_000_000_000 }))
      assert.deepEqual([claims['iat'], claims['exp']], ['Fri Jul 29 18:52:53 UTC 2016', 'Wed May 18 03:33:20 UTC 2033'])
    },
    '$context.authorizer.claims.<name>, and odd names in brackets; .claims alone is null': async () => {
      const template = `{"sub": "$context.authorizer.claims.sub", "role": "$context.authorizer.claims['custom:role']", "claims": "$!context.authorizer.claims.none"}`
      const mock = operation(
        {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: { default: { statusCode: '200', responseTemplates: { 'application/json': template } } },
        },
        { security: [{ Pool: [] }] },
      )
      await using api = await startRestApi({ paths: { '/a': { get: mock } }, body: schemes() })
      const { json } = await ask(api, await token(idClaims({ 'custom:role': 'crew' })))
      assert.deepEqual(json, { sub: idClaims()['sub'], role: 'crew', claims: '' })
    },
  }),
  ...rowsOf('src/gateway/rest-api.test.ts', {
    'ID-token mode: an access token is 401': 'an access token',
    'access-token mode: any one of the scopes':
      'wants an access token with any of the scopes where the method has some',
    'identityValidationExpression is matched with aud, in full':
      'matches the validation expression with the whole audience',
    'expired: 401 The incoming token has expired': 'says that a token has expired',
    'requestContext.authorizer.claims of functions':
      'lets an ID token through where the method has no scopes, and hands on every claim as text',
  }),
  ...rowsOf('src/gateway/authorizers/token-attacks.test.ts', {
    'RS256 and no other': 'RS384',
    'signed by the key of its kid': 'a stranger’s key under our kid',
  }),
  ...rowsOf('src/gateway/loading/definition-from-template.test.ts', {
    'the security scheme and the resource give the same authorizer':
      'separate resources and an OpenAPI body give the same kind of definition',
  }),
]
