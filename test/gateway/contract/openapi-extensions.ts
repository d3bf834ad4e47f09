import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import type { TemplateResource } from '../../../src/domain/template-resource.ts'
import { functionArn, invocationUri, issuer } from '../gateway-under-test.ts'
import { functionOperation, httpApi } from '../http-api-under-test.ts'
import { operation, restApi } from '../rest-api-under-test.ts'
import { lambda, schemes } from './contract-apis.ts'
import { outcomeOf } from './properties/property.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const imports = 'src/gateway/loading/openapi/openapi-import.test.ts'

const acts = (before: readonly TemplateResource[], after: readonly TemplateResource[]) => () => {
  assert.equal(typeof outcomeOf(after), 'object', String(outcomeOf(after)))
  assert.ok(!isDeepStrictEqual(outcomeOf(before), outcomeOf(after)), 'nothing changes')
}
const harmless = (before: readonly TemplateResource[], after: readonly TemplateResource[]) => () =>
  assert.deepEqual(outcomeOf(after), outcomeOf(before))

const ext = (name: string, value: unknown) => ({ [`x-amazon-apigateway-${name}`]: value })
const parameters = [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }]
const get = (more: Record<string, unknown> = {}, integration: Record<string, unknown> = lambda('ok')) => ({
  '/a': { get: operation(integration, more) },
})
const rest = (body: Record<string, unknown> = {}, paths: Record<string, unknown> = get()) => restApi({ paths, body })
const http = (
  body: Record<string, unknown> = {},
  paths: Record<string, unknown> = { '/a': { get: functionOperation('ok') } },
) => httpApi({ paths, body })
const validators = ext('request-validators', { all: { validateRequestParameters: true } })
const integrated = (more: Record<string, unknown>) =>
  rest({}, get({}, { type: 'http_proxy', httpMethod: 'GET', uri: 'http://a.example/', ...more }))
const mocked = (more: Record<string, unknown>) =>
  rest(
    {},
    get(
      {},
      {
        type: 'mock',
        requestTemplates: { 'application/json': '{"statusCode": 200}' },
        responses: { default: { statusCode: '200' } },
        ...more,
      },
    ),
  )
const proxied = (more: Record<string, unknown>) =>
  http(
    {},
    {
      '/a': {
        get: ext('integration', { type: 'http_proxy', uri: 'http://a.example/', payloadFormatVersion: '1.0', ...more }),
      },
    },
  )
const pool = (authorizer: Record<string, unknown>, security: unknown = { Pool: [] }) =>
  rest(schemes(authorizer), get({ security: [security] }))
const ask = (authorizer: Record<string, unknown>) => rest(schemes({}, authorizer), get({ security: [{ Ask: [] }] }))
const httpScheme = (authorizer: Record<string, unknown>) =>
  http(
    { components: { securitySchemes: { A: { type: 'oauth2', ...ext('authorizer', authorizer) } } } },
    { '/a': { get: functionOperation('ok', { security: [{ A: [] }] }) } },
  )
const jwt = (more: Record<string, unknown> = {}) =>
  httpScheme({
    type: 'jwt',
    identitySource: '$request.header.authorization',
    jwtConfiguration: { issuer, audience: ['a'] },
    ...more,
  })
const request = (more: Record<string, unknown> = {}) =>
  httpScheme({
    type: 'request',
    identitySource: '$request.header.authorization',
    authorizerUri: functionArn('ask'),
    authorizerPayloadFormatVersion: '2.0',
    ...more,
  })

/** Section 1.22. */
export const openApiExtensions = [
  ...shownHere({
    'any-method': acts(rest(), rest({}, { '/a': ext('any-method', operation(lambda('ok'))) })),
    'api-key-source': acts(rest(), rest(ext('api-key-source', 'AUTHORIZER'))),
    'auth: AWS_IAM': acts(rest(), rest({}, get(ext('auth', { type: 'AWS_IAM' })))),
    'auth: NONE': harmless(rest(), rest({}, get(ext('auth', { type: 'NONE' })))),
    'authorizer cognito_user_pools with providerARNs': acts(rest(), pool({})),
    'authorizer: identitySource': acts(pool({}), pool({ identitySource: 'method.request.header.X-Token' })),
    'authorizer: authorizerResultTtlInSeconds': acts(pool({}), pool({ authorizerResultTtlInSeconds: 60 })),
    'authorizer: identityValidationExpression': acts(pool({}), pool({ identityValidationExpression: 'a' })),
    'authorizer token': acts(rest(), ask({})),
    'authorizer request': acts(ask({}), ask({ type: 'request', identitySource: 'method.request.header.A' })),
    'authorizer: authorizerUri': acts(ask({}), ask({ authorizerUri: invocationUri('other') })),
    'authorizer: authorizerCredentials is nobody’s to check': harmless(
      ask({}),
      ask({ authorizerCredentials: 'arn:aws:iam::123456789012:role/r' }),
    ),
    'authorizer jwt: issuer and audience': acts(jwt(), jwt({ jwtConfiguration: { issuer, audience: ['b'] } })),
    'HTTP authorizer request': acts(jwt(), request()),
    'HTTP authorizer: authorizerPayloadFormatVersion': acts(
      request(),
      request({ authorizerPayloadFormatVersion: '1.0' }),
    ),
    'HTTP authorizer: enableSimpleResponses': acts(request(), request({ enableSimpleResponses: true })),
    'authtype awsSigv4': () => {
      const scheme = { type: 'apiKey', in: 'header', name: 'Authorization', ...ext('authtype', 'awsSigv4') }
      acts(rest(), rest({ components: { securitySchemes: { Sig: scheme } } }, get({ security: [{ Sig: [] }] })))()
    },
    'binary-media-types': acts(rest(), rest(ext('binary-media-types', ['image/png']))),
    cors: acts(http(), http(ext('cors', { allowOrigins: ['*'] }))),
    'documentation is for people': harmless(rest(), rest(ext('documentation', { version: '1' }))),
    'endpoint-access-mode is the listener’s': harmless(rest(), rest(ext('endpoint-access-mode', 'BASIC'))),
    'endpoint-configuration: disableExecuteApiEndpoint': acts(
      rest(),
      rest(ext('endpoint-configuration', { disableExecuteApiEndpoint: true })),
    ),
    'endpoint-configuration of a server': acts(
      http(),
      http({ servers: [ext('endpoint-configuration', { disableExecuteApiEndpoint: true })] }),
    ),
    'endpoint-configuration: vpcEndpointIds are refused': () =>
      assert.match(problemOf(rest(ext('endpoint-configuration', { vpcEndpointIds: ['vpce-1'] }))), /vpcEndpointIds/),
    'gateway-responses': acts(rest(), rest(ext('gateway-responses', { UNAUTHORIZED: { statusCode: 418 } }))),
    'importexport-version': harmless(rest(), rest(ext('importexport-version', '1.0'))),
    'integration: type, uri and httpMethod': acts(rest(), integrated({})),
    'integration: requestParameters': acts(
      integrated({}),
      integrated({ requestParameters: { 'integration.request.header.X': "'a'" } }),
    ),
    'integration: requestTemplates': acts(
      mocked({}),
      mocked({ requestTemplates: { 'application/json': '{"statusCode": 201}' } }),
    ),
    'integration: passthroughBehavior': acts(mocked({}), mocked({ passthroughBehavior: 'never' })),
    'integration: contentHandling': acts(mocked({}), mocked({ contentHandling: 'CONVERT_TO_TEXT' })),
    'integration: responses with responseTemplates': acts(
      mocked({}),
      mocked({ responses: { default: { statusCode: '200', responseTemplates: { 'application/json': '{}' } } } }),
    ),
    'integration: timeoutInMillis': acts(integrated({}), integrated({ timeoutInMillis: 1000 })),
    'integration: credentials are nobody’s to check': harmless(
      integrated({}),
      integrated({ credentials: 'arn:aws:iam::123456789012:role/r' }),
    ),
    'integration: payloadFormatVersion': acts(
      http(),
      http({}, { '/a': { get: functionOperation('ok', { format: '1.0' }) } }),
    ),
    'integration of HTTP: requestParameters and responseParameters': () => {
      acts(proxied({}), proxied({ requestParameters: { 'append:header.x': 'a' } }))()
      acts(proxied({}), proxied({ responseParameters: { '200': { 'append:header.x': 'a' } } }))()
    },
    'integration: responseTransferMode': acts(integrated({}), integrated({ responseTransferMode: 'STREAM' })),
    'minimum-compression-size': acts(rest(), rest(ext('minimum-compression-size', 100))),
    policy: acts(
      rest(),
      rest(
        ext('policy', {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
        }),
      ),
    ),
    'request-validators and request-validator of the document': acts(
      rest({}, get({ parameters })),
      rest({ ...validators, ...ext('request-validator', 'all') }, get({ parameters })),
    ),
    'request-validator of a method': acts(
      rest(validators, get({ parameters })),
      rest(validators, get({ parameters, ...ext('request-validator', 'all') })),
    ),
    'security-policy is the listener’s': harmless(rest(), rest(ext('security-policy', 'TLS_1_2'))),
    'tag-value': acts(rest(), rest({ tags: [{ name: 'sallyport:retries', ...ext('tag-value', '1') }] })),
    'an extension that is unknown is refused': () => {
      assert.match(problemOf(rest(ext('nonsense', {}))), /is not supported/)
      assert.match(problemOf(rest({}, get(ext('nonsense', {})))), /is not supported/)
      assert.match(problemOf(http(ext('nonsense', {}))), /is not supported/)
    },
    'import creates no stage': () => {
      const [api] = rest()
      assert.ok(api)
      const definition = outcomeOf([api]) as { apis: { stages: ReadonlyMap<string, unknown> }[] }
      assert.equal(definition.apis[0]?.stages.size, 0)
    },
  }),
  ...rowsOf(imports, {
    'OpenAPI 2.0 and 3.0': '2.0 and 3.0 are read',
    '3.1 with the tag only': '3.1 is refused as on AWS, with the way to have it here; with the tag it is read',
    'integrations: one for several operations, by reference':
      'a scheme, an integration, a parameter, a response and a whole path may stand elsewhere in the document',
  }),
  ...rowsOf('test/gateway/vpc-links.test.ts', {
    'integration: connectionType, connectionId and integrationTarget':
      '1.21 integrationTarget counts before the link, and a link before what it has as targets',
    'integration: tlsConfig with serverNameToVerify':
      '1.11 the certificate must be for ServerNameToVerify, which the handshake asks for',
  }),
  ...rowsOf('test/gateway/aws-services/http-services.test.ts', {
    'integration: integrationSubtype': '1.22 OpenAPI has the same under its own names',
  }),
  ...rowsOf('src/template/resolve.test.ts', {
    'CloudFormation’s intrinsics and AWS::Include': 'includes files beside the template',
  }),
  ...rowsOf('test/gateway/response-cache/response-cache.test.ts', {
    'integration: cacheKeyParameters':
      '1.22 tells answers apart by cacheKeyParameters and by nothing else of a request',
    'integration: cacheNamespace': '1.22 resources of one cacheNamespace share what they keep, others do not',
  }),
]
