import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import { clientId, functionArn, idClaims, invocationUri, issuer, now, poolArn } from '../gateway-under-test.ts'
import { resource, startBackend, startGateway, token, type AskOptions } from '../gateway-under-test.ts'
import type { TemplateResource } from '../../../src/domain/template-resource.ts'
import { noSigners } from '../../../src/ports/request-signers.ts'

const key = 'an-api-key-of-some-length-1234'
/** As IAM spells it: made of the name. */
const developerId = 'AIDAI2NV7E3HAECNECQCP'
const userAgent = 'curl/8.1 "quoted"'

/**
 * What each variable of contract/gateway 1.20 is in the requests below. `-` for all of them: nothing here fills it, and
 * the reason is in `never`.
 */
const expected: Readonly<Record<string, Partial<Record<Scenario, string>>>> = {
  accountId: { rest: '123456789012', http: '123456789012' },
  apiId: { rest: 'rest', http: 'http' },
  'authorizer.claims.email': { rest: 'ada@example.com', http: 'ada@example.com' },
  "authorizer.claims['cognito:groups']": { rest: 'admins,readers', http: '[admins readers]' },
  'authorizer.claims.none': { rest: '-' },
  'authorizer.error': {
    rest: '-',
    denied: '-',
    bySignature: '-',
    refused: 'no token',
    httpRefused: 'missing: token not provided',
  },
  'authorizer.integrationLatency': { byFunction: '7', rest: '-' },
  'authorizer.integrationStatus': { byFunction: '200', rest: '-' },
  'authorizer.latency': { byFunction: '7', rest: '0', open: '-', bySignature: '-' },
  'authorizer.principalId': { byFunction: 'ada', rest: '-' },
  'authorizer.status': { rest: '200', refused: '401', byFunction: '200', denied: '200', open: '-', bySignature: '-' },
  'authorizer.tenant': { byFunction: 'blue', rest: '-' },
  'authenticate.error': { bySignature: '-', unsigned: 'MissingAuthenticationTokenException', rest: '-' },
  'authenticate.latency': { bySignature: '0', rest: '-', byFunction: '-' },
  'authenticate.status': { bySignature: '200', unsigned: '403', rest: '-', byFunction: '-', http: '-' },
  'authorize.error': { byFunction: '-', denied: 'policy: deny', rest: '-' },
  'authorize.latency': { byFunction: '0', bySignature: '0', rest: '-' },
  'authorize.status': { byFunction: '200', bySignature: '200', denied: '403', unsigned: '-', rest: '-', http: '-' },
  'authorizer.requestId': { byFunction: '03030303-0303-4303-8303-030303030303', rest: '-' },
  awsEndpointRequestId: { rest: '03030303-0303-4303-8303-030303030303', proxied: 'backend-1', open: '-', refused: '-' },
  awsEndpointRequestId2: { proxied: 'backend-2', rest: '-' },
  dataProcessed: { http: '9', rest: '-' },
  domainName: { rest: '127.0.0.1' },
  domainPrefix: { rest: '127' },
  'error.message': { rest: '-', refused: 'Unauthorized', httpRefused: 'Unauthorized', failed: 'Internal server error' },
  'error.messageString': { rest: '-', refused: '"Unauthorized"' },
  'error.responseType': { rest: '-', refused: 'UNAUTHORIZED', failed: 'INTEGRATION_FAILURE' },
  'error.validationErrorString': { rest: '-', invalid: 'Missing required request parameters: [page]' },
  extendedRequestId: { rest: 'AwMDAwMDAwMDAwM=' },
  httpMethod: { rest: 'GET', http: 'POST' },
  'identity.accessKey': { bySignature: 'AKIDEXAMPLE', rest: '-' },
  'identity.accountId': { bySignature: '123456789012', rest: '-' },
  'identity.apiKey': { rest: '****1234', refused: '-' },
  'identity.apiKeyId': { rest: 'key', refused: '-' },
  'identity.caller': { bySignature: developerId, rest: '-' },
  'identity.sourceIp': { rest: '203.0.113.9' },
  'identity.user': { bySignature: developerId, rest: '-' },
  'identity.userAgent': { rest: String.raw`curl/8.1 \"quoted\"` },
  'identity.userArn': { bySignature: 'arn:aws:iam::123456789012:user/developer', rest: '-' },
  'integration.error': { rest: '-', failed: 'function-failed: Error: it broke' },
  'integration.integrationStatus': { rest: '200', open: '200', refused: '-' },
  'integration.latency': { rest: '30', refused: '-' },
  'integration.requestId': {
    rest: '03030303-0303-4303-8303-030303030303',
    proxied: 'backend-1',
    mapped: 'backend-1',
    open: '-',
    refused: '-',
  },
  'integration.responseTransferMode': { rest: 'BUFFERED', http: '-' },
  'integration.status': { rest: '201', open: '200', refused: '-' },
  'integration.timeToAllHeaders': { rest: '-', http: '-' },
  'integration.timeToFirstContent': { rest: '-', http: '-' },
  integrationErrorMessage: { rest: '-', failed: 'function-failed: Error: it broke' },
  integrationLatency: { rest: '30', refused: '-' },
  integrationStatus: { rest: '200', open: '200', refused: '-' },
  path: { rest: '/dev/notes', http: '/notes' },
  protocol: { rest: 'HTTP/1.1' },
  requestId: { rest: '03030303-0303-4303-8303-030303030303', http: 'AwMDAwMDAwMDAwM=' },
  requestTime: { rest: '20/Nov/2026:12:00:00 +0000' },
  requestTimeEpoch: { rest: '1795176000000' },
  resourceId: { rest: 'en2r1om8w9', http: '-' },
  resourcePath: { rest: '/notes', http: '-' },
  responseLatency: { rest: '30', byFunction: '37' },
  responseLength: { rest: '2', http: '2' },
  routeKey: { http: 'POST /notes', rest: '-' },
  stage: { rest: 'dev', http: '$default' },
  status: { rest: '201', refused: '401', failed: '502', http: '201' },
  xrayTraceId: { rest: `1-${(now.getTime() / 1000).toString(16)}-${'03'.repeat(12)}` },
}

/** Filled in `response-streaming/http.test.ts`. */
const ofStreams = ['integration.timeToAllHeaders', 'integration.timeToFirstContent']

const never = {
  'these callers come from no identity pool and no organization': [
    'identity.cognitoAuthenticationProvider',
    'identity.cognitoAuthenticationType',
    'identity.cognitoIdentityId',
    'identity.cognitoIdentityPoolId',
    'identity.principalOrgId',
  ],
  'there is no firewall': ['waf.error', 'waf.latency', 'waf.status', 'wafResponseCode', 'webaclArn'],
  'these APIs have no domain of their own, no mutual TLS and no canary': [
    'isCanaryRequest',
    'customDomain.basePathMatched',
    'identity.clientCert.clientCertPem',
    'identity.clientCert.issuerDN',
    'identity.clientCert.serialNumber',
    'identity.clientCert.subjectDN',
    'identity.clientCert.validity.notAfter',
    'identity.clientCert.validity.notBefore',
  ],
} as const

const untold: readonly string[] = Object.values(never).flat()
const names = [...Object.keys(expected), ...untold]

type Scenario = keyof typeof scenarios

const scenarios = {
  rest: {
    method: 'GET',
    path: '/rest/dev/notes',
    isSigned: true,
    headers: { 'x-api-key': key, 'user-agent': userAgent },
  },
  refused: { method: 'GET', path: '/rest/dev/notes' },
  failed: { method: 'GET', path: '/rest/dev/broken' },
  open: { method: 'GET', path: '/rest/dev/open' },
  invalid: { method: 'GET', path: '/rest/dev/validated' },
  byFunction: { method: 'GET', path: '/rest/dev/by-function', headers: { authorization: 'let-me-in' } },
  bySignature: {
    method: 'GET',
    path: '/rest/dev/signed',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/eu-central-1/execute-api/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    },
  },
  unsigned: { method: 'GET', path: '/rest/dev/signed' },
  denied: { method: 'GET', path: '/rest/dev/by-function', headers: { authorization: 'deny-me' } },
  mapped: { method: 'GET', path: '/rest/dev/mapped' },
  proxied: { method: 'GET', path: '/http/proxied' },
  http: { method: 'POST', path: '/http/notes', isSigned: true, body: '{"a":1}' },
  httpRefused: { method: 'POST', path: '/http/notes' },
} satisfies Readonly<Record<string, AskOptions & { method: string; path: string; isSigned?: boolean }>>

describe('1.20 the variables of access logs', () => {
  test('each is in the table by its name, or has a reason to be missing', async () => {
    const folder = new URL('../../../src/gateway/observation/', import.meta.url)
    for (const file of ['context-variables.ts', 'logged-variable.ts']) {
      const source = await readFile(new URL(file, folder), 'utf8')
      for (const [, name = ''] of source.matchAll(/case '([\w.]+)':/g)) {
        if (['token', 'function', 'signed', 'undefined'].includes(name)) continue
        assert.ok(names.includes(name), `${name} of ${file} is in no test`)
      }
    }
    for (const [name, values] of Object.entries(expected)) {
      const isMissing = Object.values(values).every((value) => value === '-')
      assert.ok(name === 'authorizer.claims.none' || ofStreams.includes(name) || !isMissing, `${name} is never filled`)
    }
  })

  for (const [scenario, { path, method, isSigned = false, ...options }] of Object.entries<
    AskOptions & { method: string; path: string; isSigned?: boolean }
  >(scenarios)) {
    test(`are what they should be: ${scenario}`, async () => {
      const lines: string[] = []
      const time = { now }
      const takes = (milliseconds: number) => void (time.now = new Date(time.now.getTime() + milliseconds))
      await using backend = await startBackend((_, response) => {
        response.writeHead(200, { 'x-amzn-RequestId': 'backend-1', 'x-amz-id-2': 'backend-2' }).end('{}')
      })
      {
        await using gateway = await startGateway({
          resources: apis(backend.url),
          functions: {
            notes: () => (takes(30), { statusCode: 201, body: 'ok' }),
            broken: () => ({ kind: 'function-error', errorType: 'Error', errorMessage: 'it broke' }),
            authorizer: ({ methodArn, authorizationToken }: Record<string, string>) => {
              takes(7)
              const Effect = authorizationToken === 'deny-me' ? 'Deny' : 'Allow'
              const Statement = [{ Effect, Action: 'execute-api:Invoke', Resource: methodArn }]
              return {
                principalId: 'ada',
                policyDocument: { Version: '2012-10-17', Statement },
                context: { tenant: 'blue' },
              }
            },
          },
          options: {
            clock: { now: () => time.now },
            random: { bytes: (size) => Buffer.alloc(size, 3) },
            // As under `start`: whoever calls from this machine is believed.
            signers: { ...noSigners, isBelieved: () => true },
            findLogSink: () => ({ write: async (batch) => void lines.push(...batch) }),
          },
        })
        const headers = isSigned ? { ...options.headers, authorization: await token(idClaims()) } : options.headers
        await gateway.ask(method, path, { ...options, ...(headers && { headers }) })
      }
      assert.equal(lines.length, 1)
      const values = (lines[0] ?? '').split('\t')
      assert.equal(values.length, names.length)
      for (const [index, name] of names.entries()) {
        const wanted = untold.includes(name) ? '-' : expected[name]?.[scenario as Scenario]
        if (wanted !== undefined) assert.equal(values[index], wanted, name)
      }
      assert.doesNotMatch(lines[0] ?? '', new RegExp(key))
    })
  }
})

function apis(backendUrl: string): readonly TemplateResource[] {
  const log = {
    DestinationArn: 'arn:aws:logs:eu-central-1:123456789012:log-group:access',
    Format: names.map((name) => `$context.${name}`).join('\t'),
  }
  const lambda = (name: string) => ({ type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri(name) })
  const mock = {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: { default: { statusCode: '200' } },
  }
  const scheme = (authorizer: object) => ({
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authorizer': authorizer,
  })
  return [
    resource('Rest', 'AWS::ApiGateway::RestApi', {
      Body: {
        swagger: '2.0',
        'x-amazon-apigateway-request-validators': { parameters: { validateRequestParameters: true } },
        securityDefinitions: {
          Pool: scheme({ type: 'cognito_user_pools', providerARNs: [poolArn] }),
          Function: scheme({ type: 'token', authorizerUri: invocationUri('authorizer') }),
          api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
        },
        paths: {
          '/notes': {
            get: { security: [{ Pool: [], api_key: [] }], 'x-amazon-apigateway-integration': lambda('notes') },
          },
          '/broken': { get: { 'x-amazon-apigateway-integration': lambda('broken') } },
          '/open': { get: { responses: { 200: {} }, 'x-amazon-apigateway-integration': mock } },
          '/validated': {
            get: {
              parameters: [{ name: 'page', in: 'query', required: true, type: 'string' }],
              'x-amazon-apigateway-request-validator': 'parameters',
              'x-amazon-apigateway-integration': mock,
            },
          },
          '/mapped': {
            get: {
              responses: { 200: {} },
              'x-amazon-apigateway-integration': {
                type: 'http',
                httpMethod: 'GET',
                uri: `${backendUrl}/mapped`,
                responses: { default: { statusCode: '200' } },
              },
            },
          },
          '/signed': {
            get: {
              'x-amazon-apigateway-auth': { type: 'AWS_IAM' },
              'x-amazon-apigateway-integration': lambda('notes'),
            },
          },
          '/by-function': {
            get: { security: [{ Function: [] }], 'x-amazon-apigateway-integration': lambda('notes') },
          },
        },
      },
    }),
    resource('Dev', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'dev', AccessLogSetting: log }),
    resource('Plan', 'AWS::ApiGateway::UsagePlan', { ApiStages: [{ ApiId: 'rest', Stage: 'dev' }] }),
    resource('Key', 'AWS::ApiGateway::ApiKey', { Enabled: true, Value: key }),
    resource('OfKey', 'AWS::ApiGateway::UsagePlanKey', { KeyId: 'key', KeyType: 'API_KEY', UsagePlanId: 'plan' }),
    resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'notes', ProtocolType: 'HTTP' }),
    resource('Stage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: '$default', AccessLogSettings: log }),
    resource('Authorizer', 'AWS::ApiGatewayV2::Authorizer', {
      ApiId: 'http',
      Name: 'pool',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer, Audience: [clientId] },
    }),
    resource('Notes', 'AWS::ApiGatewayV2::Integration', {
      ApiId: 'http',
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: functionArn('notes'),
      PayloadFormatVersion: '2.0',
    }),
    resource('Proxy', 'AWS::ApiGatewayV2::Integration', {
      ApiId: 'http',
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'GET',
      IntegrationUri: `${backendUrl}/proxied`,
      PayloadFormatVersion: '1.0',
    }),
    resource('Proxied', 'AWS::ApiGatewayV2::Route', {
      ApiId: 'http',
      RouteKey: 'GET /proxied',
      Target: 'integrations/proxy',
    }),
    resource('Route', 'AWS::ApiGatewayV2::Route', {
      ApiId: 'http',
      RouteKey: 'POST /notes',
      Target: 'integrations/notes',
      AuthorizationType: 'JWT',
      AuthorizerId: 'authorizer',
    }),
  ]
}
