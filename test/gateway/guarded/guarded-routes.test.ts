import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../fast-check.ts'
import type { TemplateResource } from '../../../src/domain/template-resource.ts'
import { standardResource } from '../../../src/template/standard-resource.ts'
import { loadTemplate } from '../../../src/template/load.ts'
import {
  accountId,
  clientId,
  functionArn,
  invocationUri,
  issuer,
  poolArn,
  region,
  resource,
  startGateway,
} from '../gateway-under-test.ts'
import { policyResult } from '../lambda-authorizer-apis.ts'

/** Every kind of authorizer in every way of writing it: whoever shows nothing gets to no backend. */

interface Guard {
  readonly kind: string
  readonly scheme: Record<string, unknown>
}

const header = { type: 'apiKey', name: 'Authorization', in: 'header' }
const authorizer = (members: Record<string, unknown>) => ({ ...header, 'x-amazon-apigateway-authorizer': members })
const lambda = { authorizerUri: invocationUri('ask') }
const restSchemes: readonly Guard[] = [
  { kind: 'cognito_user_pools', scheme: authorizer({ type: 'cognito_user_pools', providerARNs: [poolArn] }) },
  { kind: 'token', scheme: authorizer({ type: 'token', ...lambda }) },
  {
    kind: 'request',
    scheme: authorizer({ type: 'request', identitySource: 'method.request.header.Authorization', ...lambda }),
  },
  { kind: 'awsSigv4', scheme: { ...header, 'x-amazon-apigateway-authtype': 'awsSigv4' } },
]
const httpSchemes: readonly Guard[] = [
  {
    kind: 'jwt',
    scheme: {
      type: 'oauth2',
      'x-amazon-apigateway-authorizer': {
        type: 'jwt',
        jwtConfiguration: { issuer, audience: [clientId] },
        identitySource: '$request.header.Authorization',
      },
    },
  },
  {
    kind: 'request',
    scheme: authorizer({
      type: 'request',
      identitySource: '$request.header.Authorization',
      authorizerPayloadFormatVersion: '2.0',
      ...lambda,
    }),
  },
  { kind: 'awsSigv4', scheme: { ...header, 'x-amazon-apigateway-authtype': 'awsSigv4' } },
]

const methods = ['get', 'post', 'delete', 'x-amazon-apigateway-any-method']
const paths = ['/', '/a', '/a/{id}', '/a/{id}/b', '/c/{proxy+}']

function bodyOf(scheme: Guard['scheme'], { path, method, root }: { path: string; method: string; root: boolean }) {
  const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('backend') }
  return {
    openapi: '3.0.1',
    info: {},
    components: { securitySchemes: { Guard: scheme } },
    ...(root ? { security: [{ Guard: [] }] } : {}),
    paths: {
      [path]: {
        [method]: { 'x-amazon-apigateway-integration': integration, ...(root ? {} : { security: [{ Guard: [] }] }) },
      },
    },
  }
}

const stage = (type: string, api: string) => resource('Stage', type, { [api]: 'api', StageName: 'dev' })

async function statusOf(resources: readonly TemplateResource[], path: string, method: string) {
  await using gateway = await startGateway({
    resources,
    functions: {
      ask: () => policyResult('Allow'),
      backend: () => ({ statusCode: 200 }),
      Fn: () => ({ statusCode: 200 }),
    },
  })
  const verb = method.startsWith('x-') ? 'PATCH' : method.toUpperCase()
  const target = path.replace('{id}', '7').replace('{proxy+}', 'x/y')
  const { status } = await gateway.ask(verb, `/api/dev${target}`)
  assert.deepEqual(gateway.calls, [], 'neither authorizer nor backend is asked about nobody')
  return status
}

const place = { path: fc.constantFrom(...paths), method: fc.constantFrom(...methods) }

describe('1.2-1.5 a route is never less guarded than it is written', () => {
  test('security of an operation of a REST API', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ guard: fc.constantFrom(...restSchemes), ...place }),
        async ({ guard, path, method }) => {
          const Body = bodyOf(guard.scheme, { path, method, root: false })
          const api = resource('Api', 'AWS::ApiGateway::RestApi', { Body })
          const status = await statusOf([api, stage('AWS::ApiGateway::Stage', 'RestApiId')], path, method)
          assert.equal(status, guard.kind === 'awsSigv4' ? 403 : 401)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('security of an operation, or of the root, of an HTTP API', async () => {
    const written = fc.record({ guard: fc.constantFrom(...httpSchemes), root: fc.boolean(), ...place })
    await fc.assert(
      fc.asyncProperty(written, async ({ guard, root, path, method }) => {
        const Body = bodyOf(guard.scheme, { path, method, root })
        const api = resource('Api', 'AWS::ApiGatewayV2::Api', { Body })
        const status = await statusOf([api, stage('AWS::ApiGatewayV2::Stage', 'ApiId')], path, method)
        assert.equal(status, guard.kind === 'awsSigv4' ? 403 : 401)
      }),
      { numRuns: 40 },
    )
  })

  const restTypes: Readonly<Record<string, Record<string, unknown> | undefined>> = {
    COGNITO_USER_POOLS: { Type: 'COGNITO_USER_POOLS', ProviderARNs: [poolArn] },
    'CUSTOM TOKEN': { Type: 'TOKEN', AuthorizerUri: invocationUri('ask') },
    'CUSTOM REQUEST': { Type: 'REQUEST', AuthorizerUri: invocationUri('ask') },
    AWS_IAM: undefined,
  }
  for (const [type, properties] of Object.entries(restTypes)) {
    test(`AWS::ApiGateway::Method ${type}`, async () => {
      const authorizers =
        properties === undefined
          ? []
          : [
              resource('Guard', 'AWS::ApiGateway::Authorizer', {
                RestApiId: 'api',
                Name: 'guard',
                IdentitySource: 'method.request.header.Authorization',
                ...properties,
              }),
            ]
      const resources = [
        resource('Api', 'AWS::ApiGateway::RestApi', { Name: 'api' }, { RootResourceId: 'root' }),
        ...authorizers,
        resource('Get', 'AWS::ApiGateway::Method', {
          RestApiId: 'api',
          ResourceId: 'root',
          HttpMethod: 'GET',
          AuthorizationType: type.split(' ')[0],
          ...(properties === undefined ? {} : { AuthorizerId: 'guard' }),
          Integration: { Type: 'AWS_PROXY', Uri: invocationUri('backend') },
        }),
        stage('AWS::ApiGateway::Stage', 'RestApiId'),
      ]
      assert.equal(await statusOf(resources, '/', 'get'), properties === undefined ? 403 : 401)
    })
  }

  const httpTypes: Readonly<Record<string, Record<string, unknown> | undefined>> = {
    JWT: { AuthorizerType: 'JWT', JwtConfiguration: { Issuer: issuer, Audience: [clientId] } },
    CUSTOM: {
      AuthorizerType: 'REQUEST',
      AuthorizerUri: invocationUri('ask'),
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
    },
    AWS_IAM: undefined,
  }
  for (const [type, properties] of Object.entries(httpTypes)) {
    test(`AWS::ApiGatewayV2::Route ${type}`, async () => {
      const authorizers =
        properties === undefined
          ? []
          : [
              resource('Guard', 'AWS::ApiGatewayV2::Authorizer', {
                ApiId: 'api',
                Name: 'guard',
                IdentitySource: ['$request.header.Authorization'],
                ...properties,
              }),
            ]
      const resources = [
        resource('Api', 'AWS::ApiGatewayV2::Api', { Name: 'api', ProtocolType: 'HTTP' }),
        ...authorizers,
        resource('Target', 'AWS::ApiGatewayV2::Integration', {
          ApiId: 'api',
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: functionArn('backend'),
          PayloadFormatVersion: '2.0',
        }),
        resource('Route', 'AWS::ApiGatewayV2::Route', {
          ApiId: 'api',
          RouteKey: 'GET /a',
          Target: 'integrations/target',
          AuthorizationType: type,
          ...(properties === undefined ? {} : { AuthorizerId: 'guard' }),
        }),
        stage('AWS::ApiGatewayV2::Stage', 'ApiId'),
      ]
      assert.equal(await statusOf(resources, '/a', 'get'), properties === undefined ? 403 : 401)
    })
  }

  const samRest: Readonly<Record<string, string>> = {
    UserPoolArn: `{ UserPoolArn: '${poolArn}' }`,
    TOKEN: `{ FunctionArn: '${functionArn('ask')}' }`,
    REQUEST: `{ FunctionArn: '${functionArn('ask')}', FunctionPayloadType: REQUEST, Identity: { Headers: [Authorization] } }`,
    AWS_IAM: '',
  }
  const samHttp: Readonly<Record<string, string>> = {
    JwtConfiguration: `{ IdentitySource: $request.header.Authorization, JwtConfiguration: { issuer: '${issuer}', audience: [${clientId}] } }`,
    FunctionArn: `{ FunctionArn: '${functionArn('ask')}', AuthorizerPayloadFormatVersion: 2.0, EnableSimpleResponses: true, EnableFunctionDefaultPermissions: true, Identity: { Headers: [Authorization] } }`,
    AWS_IAM: '',
  }
  const written = [
    ...Object.entries(samRest).map(([name, text]) => ['Api', name, text] as const),
    ...Object.entries(samHttp).map(([name, text]) => ['HttpApi', name, text] as const),
  ]
  for (const [type, name, text] of written) {
    for (const isDefault of [true, false]) {
      test(`AWS::Serverless::${type} ${name}, ${isDefault ? 'by default' : 'named by the event'}`, async () => {
        const guard = text === '' ? 'AWS_IAM' : 'Guard'
        const defined =
          text === '' ? (type === 'Api' ? '' : 'EnableIamAuthorizer: true, ') : `Authorizers: { Guard: ${text} }, `
        const auth = `{ ${defined}${isDefault ? `DefaultAuthorizer: ${guard}` : ''} }`
        const event = isDefault ? '' : `, Auth: { Authorizer: ${guard} }`
        const reference = type === 'Api' ? 'RestApiId' : 'ApiId'
        const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Gate:
    Type: AWS::Serverless::${type}
    Properties: { StageName: dev, Auth: ${auth} }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      InlineCode: exports.handler = async () => 1
      Events: { A: { Type: ${type}, Properties: { ${reference}: !Ref Gate, Path: /a, Method: get${event} } } }
`
        const deployment = { region, accountId, stackName: 'stack' }
        const { resources } = await loadTemplate(template, 'template.yaml', {
          ...deployment,
          parameters: {},
          readFile: () => assert.fail('no files'),
          provision: async (each) => standardResource(each, deployment),
        })
        const id = resources.find(({ logicalId }) => logicalId === 'Gate')?.physicalId
        await using gateway = await startGateway({ resources })
        const { status } = await gateway.ask('GET', `/${id}/dev/a`)
        assert.equal(status, guard === 'AWS_IAM' ? 403 : 401)
        assert.deepEqual(gateway.calls, [])
      })
    }
  }
})
