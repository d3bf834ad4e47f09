import assert from 'node:assert/strict'
import {
  gatewayResponseTypes,
  type GatewayResponseName,
} from '../../../src/gateway/responses/gateway-response-types.ts'
import { idClaims, nowSeconds, resource, startGateway, token, type AskOptions } from '../gateway-under-test.ts'
import { functionOperation, proxyOperation, startHttpApi } from '../http-api-under-test.ts'
import { policyResult } from '../lambda-authorizer-apis.ts'
import { operation, restApi, startRestApi } from '../rest-api-under-test.ts'
import { bearer, lambda, ok, schemes } from './contract-apis.ts'
import { rowsOf, shownHere } from './row.ts'

type Expected = readonly [status: number, type: string, body: string]

const value = 'a-key-of-twenty-letters'
const schema = { type: 'object', required: ['name'] }

/** An API with a way into each kind of response. */
const resources = (responses: Record<string, unknown> = {}, plan: Record<string, unknown> = {}) => [
  ...restApi({
    paths: {
      '/open': { post: operation(lambda('ok')) },
      '/pool': { get: operation(lambda('ok'), { security: [{ Pool: [] }] }) },
      '/ask': { get: operation(lambda('ok'), { security: [{ Ask: [] }] }) },
      '/key': { get: operation(lambda('ok'), { security: [{ Key: [] }] }) },
      '/checked': {
        post: operation(lambda('ok'), {
          parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }],
          requestBody: { content: { 'application/json': { schema } } },
          'x-amazon-apigateway-request-validator': 'all',
        }),
      },
      '/never': {
        post: operation({
          type: 'mock',
          passthroughBehavior: 'NEVER',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: { default: { statusCode: '200' } },
        }),
      },
      '/unmatched': {
        get: operation({
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 500}' },
          responses: { '2..': { statusCode: '200' } },
        }),
      },
      '/unreachable': { get: operation({ type: 'http_proxy', httpMethod: 'GET', uri: 'http://127.0.0.1:1' }) },
      '/slow': { get: operation(lambda('slow')) },
      '/malformed': { get: operation(lambda('malformed')) },
    },
    body: {
      ...schemes(),
      'x-amazon-apigateway-request-validators': { all: { validateRequestParameters: true, validateRequestBody: true } },
      'x-amazon-apigateway-gateway-responses': responses,
    },
  }),
  resource('Plan', 'AWS::ApiGateway::UsagePlan', { ApiStages: [{ ApiId: 'rest', Stage: 'v1' }], ...plan }),
  resource('Key', 'AWS::ApiGateway::ApiKey', { Enabled: true, Value: value }),
  resource('Member', 'AWS::ApiGateway::UsagePlanKey', { KeyId: 'key', KeyType: 'API_KEY', UsagePlanId: 'plan' }),
]

async function answerOf(
  method: string,
  path: string,
  options: AskOptions = {},
  {
    ask = () => policyResult('Allow'),
    plan = {},
    responses = {},
  }: { ask?: () => unknown; plan?: Record<string, unknown>; responses?: Record<string, unknown> } = {},
) {
  await using api = await startGateway({
    resources: resources(responses, plan),
    functions: { ok, ask, slow: () => ({ kind: 'timeout' }), malformed: () => ({ statusCode: 200, extra: 1 }) },
  })
  const sent = { ...options, headers: { ...options.headers, authorization: options.headers?.['authorization'] ?? 'x' } }
  return await api.ask(method, `/rest/v1${path}`, sent)
}

const shows =
  (expected: Expected, ...asked: Parameters<typeof answerOf>) =>
  async () => {
    const { status, headers, body } = await answerOf(...asked)
    assert.deepEqual([status, headers['x-amzn-errortype'], body], expected)
    assert.equal(headers['content-type'], 'application/json')
  }

const withKey = { headers: { 'x-api-key': value } }
const error = (errorMessage: string) => ({ ask: () => ({ kind: 'function-error', errorType: 'E', errorMessage }) })
const failed = '{"message":"Internal server error"}'

/** What no request here can lead to, with the reason; its row of the table is held all the same. */
function unreachable(type: GatewayResponseName, status: number, errorType: string) {
  return () => {
    const { errorType: said, status: own } = gatewayResponseTypes[type]
    assert.deepEqual([own, said], [status, errorType])
  }
}

/** Section 1.8. */
export const gatewayResponses = [
  ...shownHere({
    'there are 21 types': () => assert.equal(Object.keys(gatewayResponseTypes).length, 21),
    ACCESS_DENIED: shows(
      [
        403,
        'AccessDeniedException',
        '{"Message":"User is not authorized to access this resource with an explicit deny"}',
      ],
      'GET',
      '/ask',
      {},
      { ask: () => policyResult('Deny') },
    ),
    API_CONFIGURATION_ERROR: shows([500, 'ApiConfigurationException', failed], 'GET', '/unmatched'),
    AUTHORIZER_CONFIGURATION_ERROR: shows(
      [500, 'AuthorizerConfigurationException', '{"message":null}'],
      'GET',
      '/ask',
      {},
      { ask: () => 'yes' },
    ),
    AUTHORIZER_FAILURE: shows([500, 'AuthorizerFailureException', '{"message":null}'], 'GET', '/ask', {}, error('no')),
    BAD_REQUEST_BODY: shows(
      [400, 'BadRequestException', '{"message":"Invalid request body"}'],
      'POST',
      '/checked?q=1',
      { body: '{}' },
    ),
    BAD_REQUEST_PARAMETERS: shows(
      [400, 'BadRequestException', '{"message":"Missing required request parameters: [q]"}'],
      'POST',
      '/checked',
      { body: '{}' },
    ),
    'EXPIRED_TOKEN is for AWS credentials that expire, which do not exist here': unreachable(
      'EXPIRED_TOKEN',
      403,
      'ExpiredTokenException',
    ),
    INTEGRATION_FAILURE: shows([504, 'InternalServerErrorException', failed], 'GET', '/unreachable'),
    'INTEGRATION_FAILURE of a function is 502': shows(
      [502, 'InternalServerErrorException', failed],
      'GET',
      '/malformed',
    ),
    INTEGRATION_TIMEOUT: shows(
      [504, 'InternalServerErrorException', '{"message":"Endpoint request timed out"}'],
      'GET',
      '/slow',
    ),
    INVALID_API_KEY: shows([403, 'ForbiddenException', '{"message":"Forbidden"}'], 'GET', '/key'),
    MISSING_AUTHENTICATION_TOKEN: shows(
      [403, 'MissingAuthenticationTokenException', '{"message":"Missing Authentication Token"}'],
      'GET',
      '/none',
    ),
    QUOTA_EXCEEDED: shows([429, 'LimitExceededException', '{"message":"Limit Exceeded"}'], 'GET', '/key', withKey, {
      plan: { Quota: { Limit: 0, Period: 'DAY' } },
    }),
    REQUEST_TOO_LARGE: shows([413, 'RequestTooLargeException', '{"message":"Request Too Long"}'], 'POST', '/open', {
      body: Buffer.alloc(6 * 1024 * 1024 + 1),
    }),
    'REQUEST_TOO_LARGE cannot be customised': async () => {
      const responses = { REQUEST_TOO_LARGE: { statusCode: 418 }, DEFAULT_4XX: { statusCode: 419 } }
      assert.equal(
        (await answerOf('POST', '/open', { body: Buffer.alloc(6 * 1024 * 1024 + 1) }, { responses })).status,
        413,
      )
    },
    'RESOURCE_NOT_FOUND: what matches no method is a missing token instead': unreachable(
      'RESOURCE_NOT_FOUND',
      404,
      'ResourceNotFoundException',
    ),
    THROTTLED: shows([429, 'TooManyRequestsException', '{"message":"Too Many Requests"}'], 'GET', '/key', withKey, {
      plan: { Throttle: { RateLimit: 0, BurstLimit: 0 } },
    }),
    UNAUTHORIZED: shows([401, 'UnauthorizedException', '{"message":"Unauthorized"}'], 'GET', '/pool'),
    UNSUPPORTED_MEDIA_TYPE: shows(
      [415, 'BadRequestException', '{"message":"Unsupported Media Type"}'],
      'POST',
      '/never',
      { headers: { 'content-type': 'text/csv' }, body: 'a' },
    ),
    'WAF_FILTERED: there is no firewall': unreachable('WAF_FILTERED', 403, 'WafFilteredException'),
    'DEFAULT_4XX and DEFAULT_5XX keep the status of what went wrong': async () => {
      const header = (name: string) => ({ responseParameters: { 'gatewayresponse.header.X-Default': `'${name}'` } })
      const responses = { DEFAULT_4XX: header('4'), DEFAULT_5XX: header('5') }
      const [denied, broken] = [
        await answerOf('GET', '/pool', {}, { responses }),
        await answerOf('GET', '/slow', {}, { responses }),
      ]
      assert.deepEqual([denied.status, denied.headers['x-default']], [401, '4'])
      assert.deepEqual([broken.status, broken.headers['x-default']], [504, '5'])
    },
    'unless they set one': async () => {
      assert.equal(
        (await answerOf('GET', '/pool', {}, { responses: { DEFAULT_4XX: { statusCode: 418 } } })).status,
        418,
      )
    },
    'the exact type goes before the default': async () => {
      const responses = { UNAUTHORIZED: { statusCode: 499 }, DEFAULT_4XX: { statusCode: 418 } }
      assert.equal((await answerOf('GET', '/pool', {}, { responses })).status, 499)
    },
    'the built-in template: message and messageString': async () => {
      const responseTemplates = { 'application/json': '{"message":$context.error.messageString}' }
      const { body, headers } = await answerOf(
        'GET',
        '/pool',
        {},
        { responses: { UNAUTHORIZED: { responseTemplates } } },
      )
      assert.deepEqual([body, headers['content-type']], ['{"message":"Unauthorized"}', 'application/json'])
    },
    'substitution of $context, $stageVariables and method.request, and no VTL': async () => {
      const template =
        '{"type":"$context.error.responseType","path":"$context.path","message":"$context.error.message","header":"$method.request.header.x-a","q":"$method.request.querystring.q","none":"$stageVariables.none"}'
      const responses = { UNAUTHORIZED: { responseTemplates: { 'application/json': template } } }
      const { json: told } = await answerOf('GET', '/pool?q=1', { headers: { 'x-a': 'b' } }, { responses })
      assert.deepEqual(told, {
        type: 'UNAUTHORIZED',
        path: '/v1/pool',
        message: 'Unauthorized',
        header: 'b',
        q: '1',
        none: '',
      })
    },
    validationErrorString: async () => {
      const responseTemplates = { 'application/json': '{"why":"$context.error.validationErrorString"}' }
      const responses = { BAD_REQUEST_BODY: { responseTemplates } }
      const { json: told } = await answerOf('POST', '/checked?q=1', { body: '{}' }, { responses })
      assert.deepEqual(told, { why: '[object has missing required properties (["name"])]' })
    },
    'a header of a stage variable': async () => {
      await using api = await startRestApi({
        paths: { '/a': { get: operation(lambda('ok')) } },
        body: {
          'x-amazon-apigateway-gateway-responses': {
            DEFAULT_4XX: { responseParameters: { 'gatewayresponse.header.X-Colour': 'stageVariables.colour' } },
          },
        },
        variables: { colour: 'blue' },
      })
      assert.equal((await api.ask('GET', '/rest/v1/none')).headers['x-colour'], 'blue')
    },
    'another content type than JSON': async () => {
      const responses = { UNAUTHORIZED: { responseTemplates: { 'text/html': '<b>$context.error.message</b>' } } }
      const { body, headers } = await answerOf('GET', '/pool', {}, { responses })
      assert.deepEqual([body, headers['content-type']], ['<b>Unauthorized</b>', 'text/html'])
    },
    'responses are those of the deployment': { differs: 'A template has one deployment' },
    'every response has x-amzn-RequestId and x-amz-apigw-id': async () => {
      for (const [method, path] of [
        ['POST', '/open'],
        ['GET', '/pool'],
        ['GET', '/none'],
      ] as const) {
        const { headers } = await answerOf(method, path)
        assert.match(String(headers['x-amzn-requestid']), /^[0-9a-f-]{36}$/)
        assert.ok(headers['x-amz-apigw-id'])
      }
    },
    'X-Amzn-Trace-Id of functions, not of MOCK, HTTP_PROXY and errors': async () => {
      assert.match(String((await answerOf('POST', '/open')).headers['x-amzn-trace-id']), /^Root=1-/)
      for (const [method, path, headers] of [
        ['GET', '/pool', {}],
        ['POST', '/never', { 'content-type': 'application/json' }],
        ['GET', '/unreachable', {}],
      ] as const) {
        assert.equal((await answerOf(method, path, { headers })).headers['x-amzn-trace-id'], undefined, path)
      }
    },
    'HTTP: fixed bodies and Apigw-Requestid': async () => {
      const security = [{ Jwt: ['a/b'] }]
      const jwtScheme = {
        Jwt: {
          type: 'oauth2',
          'x-amazon-apigateway-authorizer': {
            type: 'jwt',
            identitySource: '$request.header.authorization',
            jwtConfiguration: { issuer: idClaims()['iss'], audience: [idClaims()['aud']] },
          },
        },
      }
      await using api = await startHttpApi({
        paths: {
          '/jwt': { get: functionOperation('ok', { security }) },
          '/post': { post: functionOperation('ok') },
          '/broken': { get: functionOperation('broken') },
          '/unreachable': { get: proxyOperation('http://127.0.0.1:1/') },
        },
        body: { components: { securitySchemes: jwtScheme } },
        stage: { RouteSettings: { 'POST /post': { ThrottlingRateLimit: 0, ThrottlingBurstLimit: 0 } } },
        functions: { broken: () => ({ statusCode: 'x' }) },
      })
      const answers: Record<string, unknown> = {}
      const note = async (method: string, path: string, options: AskOptions = {}) => {
        const { status, body, headers } = await api.ask(method, `/http${path}`, options)
        assert.ok(headers['apigw-requestid'], path)
        assert.equal(headers['content-type'], 'application/json')
        answers[status] = JSON.parse(body).message
      }
      await note('GET', '/jwt')
      await note('GET', '/jwt', bearer(await token(idClaims())))
      await note('GET', '/none')
      await note('POST', '/post')
      await note('GET', '/broken')
      await note('GET', '/unreachable')
      assert.deepEqual(answers, {
        401: 'Unauthorized',
        403: 'Forbidden',
        404: 'Not Found',
        429: 'Too Many Requests',
        500: 'Internal Server Error',
        503: 'Service Unavailable',
      })
    },
    'HTTP: 413 Request Entity Too Large': async () => {
      await using api = await startHttpApi({ paths: { '/a': { post: functionOperation('ok') } } })
      const { status, body } = await api.ask('POST', '/http/a', { body: Buffer.alloc(6 * 1024 * 1024 + 1) })
      assert.deepEqual([status, body], [413, '{"message":"Request Entity Too Large"}'])
    },
    'expired tokens are UNAUTHORIZED with a text of their own': async () => {
      const authorization = await token(idClaims({ exp: nowSeconds }))
      await shows([401, 'UnauthorizedException', '{"message":"The incoming token has expired"}'], 'GET', '/pool', {
        headers: { authorization },
      })()
    },
  }),
  ...rowsOf('src/gateway/authorizers/iam/iam.test.ts', { INVALID_SIGNATURE: 'a wrong secret' }),
  ...rowsOf('src/gateway/rest-api.test.ts', {
    'a malformed result is 502 on REST': 'an extra member',
    'a function without a place to run is 500': 'no place to run',
    'statuses, headers and templates of one’s own':
      'uses custom gateway responses, with the default for 4XX keeping the status',
  }),
  ...rowsOf('src/gateway/http-api.test.ts', {
    'a malformed result is 500 on HTTP': 'a broken status',
    'never 405': 'answers 404 where no route matches, and never 405',
  }),
  ...rowsOf('src/gateway/custom-domains.test.ts', {
    'HTTP: 403 of a disabled default endpoint': 'a disabled default endpoint answers 403 and the domain goes on',
  }),
]
