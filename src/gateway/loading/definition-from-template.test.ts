import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TemplateResource } from '../../domain/template-resource.ts'
import { definitionFromTemplate } from './definition-from-template.ts'
import { httpApi, restApi } from '../../../test/gateway/example-apis.ts'
import {
  accountId,
  functionArn,
  invocationUri,
  issuer,
  poolArn,
  region,
  resource,
} from '../../../test/gateway/gateway-under-test.ts'
import { DefinitionRefused } from './definition-refused.ts'

const options = { region, accountId }

/** A REST API of separate resources, the other shape. */
function plainRestApi(method: Record<string, unknown> = {}, authorizer: Record<string, unknown> = {}) {
  return [
    resource('Api', 'AWS::ApiGateway::RestApi', { Name: 'plain' }, { RootResourceId: 'root1' }),
    resource('Notes', 'AWS::ApiGateway::Resource', { RestApiId: 'api', ParentId: 'root1', PathPart: 'notes' }),
    resource('Note', 'AWS::ApiGateway::Resource', { RestApiId: 'api', ParentId: 'notes', PathPart: '{id}' }),
    resource('Auth', 'AWS::ApiGateway::Authorizer', {
      RestApiId: 'api',
      Name: 'pool',
      Type: 'COGNITO_USER_POOLS',
      ProviderARNs: [poolArn],
      IdentitySource: 'method.request.header.Authorization',
      ...authorizer,
    }),
    resource('GetNote', 'AWS::ApiGateway::Method', {
      RestApiId: 'api',
      ResourceId: 'note',
      HttpMethod: 'GET',
      AuthorizationType: 'COGNITO_USER_POOLS',
      AuthorizerId: 'auth',
      Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: invocationUri('notes') },
      ...method,
    }),
    resource('Deployment', 'AWS::ApiGateway::Deployment', { RestApiId: 'api', StageName: 'Stage' }),
    resource('Live', 'AWS::ApiGateway::Stage', { RestApiId: 'api', StageName: 'live', DeploymentId: 'deployment' }),
  ]
}

describe('definitions from a template', () => {
  test('separate resources and an OpenAPI body give the same kind of definition', () => {
    const [definition] = definitionFromTemplate(plainRestApi(), options).apis
    assert.equal(definition?.apiId, 'api')
    assert.deepEqual([...(definition?.stages.keys() ?? [])], ['live', 'Stage'])
    assert.deepEqual(definition?.stages.get('live')?.routes, [
      {
        id: 'note',
        method: 'GET',
        path: '/notes/{id}',
        isApiKeyRequired: false,
        throttle: undefined,
        hasDetailedMetrics: false,
        authorization: {
          kind: 'authorizer',
          scopes: [],
          authorizer: {
            kind: 'cognito-user-pools',
            id: 'auth',
            issuers: [issuer],
            header: 'Authorization',
            validationExpression: undefined,
            ttlSeconds: 300,
            clockSkewSeconds: 60,
            arrayClaims: 'comma',
            scopeMismatch: 401,
          },
        },
        caching: undefined,
        validation: undefined,
        integration: {
          kind: 'lambda-proxy',
          functionArn: functionArn('notes'),
          payloadFormat: '1.0',
          textResultType: 'application/json',
          remappedHeaders: 'documented',
          responses: new Map(),
          timeoutMilliseconds: 29_000,
        },
      },
    ])
  })

  test('issuers are those that tokens carry here', () => {
    const resolveIssuer = (aws: string) => aws.replace(/^https:\/\/[^/]+/, 'https://localhost:9443')
    const { apis } = definitionFromTemplate([...plainRestApi(), ...httpApi('http://b')], {
      ...options,
      resolveIssuer,
    })
    const authorizers = apis.flatMap(({ stages }) =>
      [...stages.values()].flatMap(({ routes }) =>
        routes.flatMap(({ authorization }) => (authorization.kind === 'authorizer' ? [authorization.authorizer] : [])),
      ),
    )
    const issuers = authorizers.flatMap((authorizer) => {
      if (authorizer.kind === 'lambda' || authorizer.kind === 'iam') return []
      return authorizer.kind === 'jwt' ? [authorizer.issuer] : authorizer.issuers
    })
    assert.deepEqual([...new Set(issuers)], ['https://localhost:9443/eu-central-1_Pool12345'])
  })

  test('stage variables are filled in for each stage', () => {
    const resources = plainRestApi({
      Integration: { Type: 'HTTP_PROXY', IntegrationHttpMethod: 'GET', Uri: 'https://${stageVariables.host}/notes' },
    }).map((each) => (each.logicalId === 'Live' ? withProperties(each, { Variables: { host: 'live.example' } }) : each))
    const live = resources.filter(({ logicalId }) => logicalId !== 'Deployment')
    const integration = definitionFromTemplate(live, options).apis[0]?.stages.get('live')?.routes[0]?.integration
    assert.equal(integration?.kind === 'http-proxy' && integration.uri, 'https://live.example/notes')
    assert.match(problemOf(resources), /names the stage variable host, which the stage does not set/)
  })

  const refused: Readonly<Record<string, readonly [resources: readonly TemplateResource[], problem: RegExp]>> = {
    'a Lambda authorizer that passes for one of user pools': [
      plainRestApi({}, { Type: 'TOKEN' }),
      /must be COGNITO_USER_POOLS, since a route that names it has AuthorizationType COGNITO_USER_POOLS/,
    ],
    'IAM with an authorizer that it would switch off': [
      plainRestApi({ AuthorizationType: 'AWS_IAM' }),
      /^GetNote .*asks for signatures .AWS_IAM./,
    ],
    'an authorizer that NONE would switch off': [plainRestApi({ AuthorizationType: 'NONE' }), /would be ignored/],
    'scopes that NONE would switch off': [
      plainRestApi({ AuthorizationType: 'NONE', AuthorizerId: undefined, AuthorizationScopes: ['a'] }),
      /would be ignored/,
    ],
    'a request validator that is not there': [
      plainRestApi({ RequestValidatorId: 'v' }),
      /names no request validator: v/,
    ],
    'an unknown property': [
      plainRestApi({ Shield: true }),
      /Properties.Shield: is not supported by this gateway; remove it/,
    ],
    'a missing authorizer': [plainRestApi({ AuthorizerId: 'other' }), /names no authorizer: other/],
    'an authorizer without pools': [plainRestApi({}, { ProviderARNs: [] }), /lists no user pool/],
    'a pool that is none': [
      plainRestApi({}, { ProviderARNs: ['arn:aws:s3:::bucket'] }),
      /must be the ARN of a user pool/,
    ],
    'a broken expression': [plainRestApi({}, { IdentityValidationExpression: '(' }), /is not a regular expression/],
    '1.14 a template that is no VTL': [
      plainRestApi({ Integration: { Type: 'MOCK', RequestTemplates: { 'application/json': '{\n#if($a)' } } }),
      /RequestTemplates\.application\/json: is no mapping template: #if without #end \(line 2, column 8/,
    ],
    'a URI with a hole': [
      plainRestApi({ Integration: { Type: 'HTTP_PROXY', Uri: 'http://a/{other}' } }),
      /has \{other\}, which nothing fills/,
    ],
    'a host with a hole': [
      plainRestApi({ Integration: { Type: 'HTTP_PROXY', Uri: 'http://{id}/a' } }),
      /neither parameters nor credentials/,
    ],
    'a mapped framing header': [
      plainRestApi({
        Integration: {
          Type: 'HTTP_PROXY',
          Uri: 'http://a',
          RequestParameters: { 'integration.request.header.Content-Length': "'1'" },
        },
      }),
      /may not be mapped/,
    ],
    'an unknown context variable': [
      plainRestApi({
        Integration: {
          Type: 'HTTP_PROXY',
          Uri: 'http://a',
          RequestParameters: { 'integration.request.header.X': 'context.authorizer.claims' },
        },
      }),
      /which is not supported/,
    ],
    'a reserved path': [
      plainRestApi()
        .map((each) => (each.logicalId === 'Notes' ? withProperties(each, { PathPart: 'ping' }) : each))
        .map((each) => (each.logicalId === 'GetNote' ? withProperties(each, { ResourceId: 'notes' }) : each)),
      /\/ping is reserved/,
    ],
    'two methods for one request': [
      [...plainRestApi(), { ...plainRestApi()[4]!, logicalId: 'Again', physicalId: 'again' }],
      /conflicts with GET/,
    ],
    'a validator that the document does not define': [
      restWith({ 'x-amazon-apigateway-request-validator': 'all', 'x-amazon-apigateway-request-validators': {} }),
      /names no request validator: all/,
    ],
    'an unknown extension': [restWith({ 'x-amazon-apigateway-new-thing': {} }), /new-thing: is not supported/],
    'security that REST ignores': [restWith({ security: [{ Pool: [] }] }), /would leave the API open/],
    'a scheme that is not there': [
      restWith({
        paths: {
          '/a': {
            get: {
              security: [{ Nobody: [] }],
              'x-amazon-apigateway-integration': { type: 'aws_proxy', uri: invocationUri('a') },
            },
          },
        },
      }),
      /names the security scheme Nobody/,
    ],
    'an operation without integration': [
      restWith({ paths: { '/a': { get: {} } } }),
      /is missing x-amazon-apigateway-integration/,
    ],
    'OpenAPI 3.1': [restWith({ swagger: undefined, openapi: '3.1.0' }), /version 3.1.0 is not supported/],
    'an API of another protocol': [httpApi('http://a', { ProtocolType: 'MQTT' }), /must be HTTP or WEBSOCKET/],
    'credentials for every origin': [
      httpApi('http://a', { CorsConfiguration: { AllowOrigins: ['*'], AllowCredentials: true } }),
      /allows credentials for every origin/,
    ],
    'an origin without a scheme': [
      httpApi('http://a', { CorsConfiguration: { AllowOrigins: ['app.example'] } }),
      /must be scheme:\/\/host/,
    ],
    'a JWT authorizer without audience': [
      httpApi('http://a').map((each) =>
        each.logicalId === 'Authorizer' ? withProperties(each, { JwtConfiguration: { Issuer: issuer } }) : each,
      ),
      /has no audience/,
    ],
    'a Lambda authorizer that passes for one of JWTs': [
      httpApi('http://a').map((each) =>
        each.logicalId === 'Authorizer' ? withProperties(each, { AuthorizerType: 'REQUEST' }) : each,
      ),
      /must be JWT, since a route that names it has AuthorizationType JWT/,
    ],
    'a client certificate': [
      [resource('Own', 'AWS::ApiGateway::ClientCertificate', {})],
      /^Own .*ClientCertificate is not supported/,
    ],
    'a scope that would break a header': [
      httpApi('http://a').map((each) =>
        each.logicalId === 'RouteScoped' ? withProperties(each, { AuthorizationScopes: ['a"b'] }) : each,
      ),
      /is no scope/,
    ],
  }
  for (const [name, [resources, problem]] of Object.entries(refused)) {
    test(`refuses ${name}`, () => assert.match(problemOf(resources), problem))
  }

  test('names every problem at once', () => {
    const resources = [
      ...plainRestApi({ AuthorizationType: 'AWS_IAM' }),
      resource('Own', 'AWS::ApiGateway::ClientCertificate', {}),
    ]
    assert.equal(problemOf(resources).split('\n').length, 2)
  })
})

function restWith(body: Record<string, unknown>): readonly TemplateResource[] {
  return restApi('http://backend', body)
}

function withProperties(each: TemplateResource, properties: Record<string, unknown>): TemplateResource {
  return { ...each, properties: { ...each.properties, ...properties } }
}

function problemOf(resources: readonly TemplateResource[]): string {
  try {
    definitionFromTemplate(resources, options)
  } catch (error) {
    if (error instanceof DefinitionRefused) return error.message
    throw error
  }
  return 'not refused'
}
