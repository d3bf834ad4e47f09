import assert from 'node:assert/strict'
import { idClaims, now, resource, startGateway, token } from '../gateway-under-test.ts'
import { policyResult } from '../lambda-authorizer-apis.ts'
import { functionOperation, httpApi } from '../http-api-under-test.ts'
import { operation, restApi } from '../rest-api-under-test.ts'
import { bearer, lambda, ok, schemes, seen, unauthorized } from './contract-apis.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const denyAll = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
}

/** One method that asks for everything a REST API can ask for, and a body that no template is for. */
function everything({
  Policy,
  quota = 100,
  security = [{ Pool: [] }],
}: { Policy?: unknown; quota?: number; security?: unknown[] } = {}) {
  const method = operation(
    {
      type: 'aws',
      httpMethod: 'POST',
      uri: lambda('ok').uri,
      passthroughBehavior: 'NEVER',
      responses: { default: { statusCode: '200' } },
    },
    {
      security: [...security, { Key: [] }],
      parameters: [{ name: 'page', in: 'query', required: true, schema: { type: 'string' } }],
      'x-amazon-apigateway-request-validator': 'all',
    },
  )
  return [
    ...restApi({
      paths: { '/all': { post: method } },
      body: {
        ...schemes(),
        'x-amazon-apigateway-request-validators': {
          all: { validateRequestParameters: true, validateRequestBody: true },
        },
      },
      properties: Policy === undefined ? {} : { Policy },
    }),
    resource('Plan', 'AWS::ApiGateway::UsagePlan', {
      ApiStages: [{ ApiId: 'rest', Stage: 'v1' }],
      Quota: { Limit: quota, Period: 'DAY' },
    }),
    resource('Key', 'AWS::ApiGateway::ApiKey', { Enabled: true, Value: 'a-key-of-twenty-letters' }),
    resource('Member', 'AWS::ApiGateway::UsagePlanKey', { KeyId: 'key', KeyType: 'API_KEY', UsagePlanId: 'plan' }),
  ]
}

async function typesOf(
  resources: ReturnType<typeof everything>,
  asks: readonly [path: string, headers: Record<string, string>][],
) {
  await using api = await startGateway({
    resources,
    functions: { ok, ask: () => policyResult('Allow') },
    options: { clock: { now: () => now } },
  })
  const types: unknown[] = []
  for (const [path, headers] of asks)
    types.push((await api.ask('POST', `/rest/v1${path}`, { headers, body: '{}' })).headers['x-amzn-errortype'])
  return types
}

/** Section 1.1. */
export const pipeline = [
  ...shownHere({
    'the first step that fails decides: route, authorizer, key, validation, media type, integration': async () => {
      const authorization = await token(idClaims())
      const key = { 'x-api-key': 'a-key-of-twenty-letters' }
      const asks: [string, Record<string, string>][] = [
        ['/none', {}],
        ['/all', {}],
        ['/all', { ...key }],
        ['/all', { authorization }],
        ['/all', { authorization, ...key }],
        ['/all?page=1', { authorization, ...key, 'content-type': 'text/csv' }],
      ]
      assert.deepEqual(await typesOf(everything(), asks), [
        'MissingAuthenticationTokenException',
        'UnauthorizedException',
        'UnauthorizedException',
        'ForbiddenException',
        'BadRequestException',
        'BadRequestException',
      ])
    },
    'usage plan and throttle come before validation': async () => {
      const headers = { authorization: await token(idClaims()), 'x-api-key': 'a-key-of-twenty-letters' }
      const asks: [string, Record<string, string>][] = [
        ['/all', headers],
        ['/all', headers],
      ]
      assert.deepEqual(await typesOf(everything({ quota: 1 }), asks), ['BadRequestException', 'LimitExceededException'])
    },
    'an unauthenticated call never reaches validation': async () => {
      assert.deepEqual(await typesOf(everything(), [['/all?page=1', {}]]), ['UnauthorizedException'])
    },
    'a resource policy that denies comes before a Lambda authorizer, and after a user pool’s': async () => {
      const authorization = await token(idClaims())
      const asks: [string, Record<string, string>][] = [
        ['/all', {}],
        ['/all', { authorization }],
      ]
      assert.deepEqual(await typesOf(everything({ Policy: denyAll, security: [{ Ask: [] }] }), asks), [
        'AccessDeniedException',
        'AccessDeniedException',
      ])
      assert.deepEqual(await typesOf(everything({ Policy: denyAll }), asks), [
        'UnauthorizedException',
        'AccessDeniedException',
      ])
    },
    'a refused request reaches no backend': async () => {
      await using api = await startGateway({ resources: everything(), functions: { ok } })
      assert.deepEqual(seen(await api.ask('POST', '/rest/v1/all?page=1', { body: '{}' })), unauthorized)
      assert.equal(api.calls.length, 0)
    },
    'an HTTP API has no resource policy, API keys, validation, compression or gateway responses': async () => {
      const paths = { '/a': { get: functionOperation('ok') } }
      for (const property of [
        'Policy',
        'ApiKeySourceType',
        'MinimumCompressionSize',
        'BinaryMediaTypes',
        'EndpointConfiguration',
      ]) {
        assert.match(
          problemOf(httpApi({ paths, properties: { [property]: {} } })),
          new RegExp(`${property}: is not supported`),
        )
      }
      for (const name of [
        'policy',
        'gateway-responses',
        'request-validators',
        'minimum-compression-size',
        'api-key-source',
      ]) {
        assert.match(problemOf(httpApi({ paths, body: { [`x-amazon-apigateway-${name}`]: {} } })), /is not supported/)
      }
    },
    'an HTTP API imports schemas and parameters and looks at none': async () => {
      const parameters = [{ name: 'page', in: 'query', required: true, schema: { type: 'string' } }]
      const requestBody = { content: { 'application/json': { schema: { type: 'object', required: ['name'] } } } }
      const resources = httpApi({ paths: { '/a': { post: functionOperation('ok', { parameters, requestBody }) } } })
      await using api = await startGateway({ resources, functions: { ok } })
      assert.equal((await api.ask('POST', '/http/a', { ...bearer('x'), body: '{}' })).status, 200)
    },
    'WAF, X-Ray and edge locations': { differs: 'AWS WAF, X-Ray and edge locations do not exist' },
    'two accounts need allow on both sides': { differs: 'There is one account in one region' },
  }),
  ...rowsOf('src/gateway/policies/policies.test.ts', {
    'a resource policy and an authorizer’s within one account: deny outweighs, either may allow, silence denies':
      '1.1 two policies, within one account',
  }),
  ...rowsOf('src/gateway/resource-policy/resource-policy.test.ts', {
    'a user pool and a silent resource policy: denied':
      'who is not allowed is denied: without an authorizer and with a user pool, silence is denial',
    'an explicit denial spares a Lambda authorizer the question':
      'what denies outweighs all, and spares the function the question',
  }),
  ...rowsOf('src/gateway/custom-domains.test.ts', {
    'a custom domain: routing rules, then mappings':
      'mappings follow the rules where the mode says so, and rules are not asked where it does not',
  }),
  ...rowsOf('src/gateway/responses/compression.test.ts', {
    'compression after the integration’s response': 'streamed answers are compressed on their way',
  }),
  ...rowsOf('test/gateway/observation/context-variables.test.ts', {
    'the access log is the last': '1.20 the variables of access logs',
  }),
]
