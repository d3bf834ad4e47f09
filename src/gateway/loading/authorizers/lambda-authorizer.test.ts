import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TemplateResource } from '../../../domain/template-resource.ts'
import { httpApiOf, restApiOf } from '../../../../test/gateway/lambda-authorizer-apis.ts'
import { accountId, functionArn, invocationUri, region, resource } from '../../../../test/gateway/gateway-under-test.ts'
import { definitionFromTemplate } from '../definition-from-template.ts'

function plainRestApi(authorizer: Record<string, unknown>, method: Record<string, unknown> = {}) {
  return [
    resource('Api', 'AWS::ApiGateway::RestApi', { Name: 'plain' }, { RootResourceId: 'root' }),
    resource('Ask', 'AWS::ApiGateway::Authorizer', {
      RestApiId: 'api',
      Name: 'ask',
      Type: 'TOKEN',
      AuthorizerUri: invocationUri('ask'),
      AuthorizerCredentials: 'arn:aws:iam::123456789012:role/invoke',
      IdentitySource: 'method.request.header.X-Token',
      ...authorizer,
    }),
    resource('Get', 'AWS::ApiGateway::Method', {
      RestApiId: 'api',
      ResourceId: 'root',
      HttpMethod: 'GET',
      AuthorizationType: 'CUSTOM',
      AuthorizerId: 'ask',
      Integration: { Type: 'AWS_PROXY', Uri: invocationUri('backend') },
      ...method,
    }),
    resource('Live', 'AWS::ApiGateway::Stage', { RestApiId: 'api', StageName: 'live' }),
  ]
}

function authorizerOf(resources: readonly TemplateResource[]) {
  const [api] = definitionFromTemplate(resources, { region, accountId }).apis
  const [stage] = api?.stages.values() ?? []
  const authorization = stage?.routes[0]?.authorization
  return authorization?.kind === 'authorizer' ? authorization.authorizer : authorization
}

function lambdaOf(authorizer: ReturnType<typeof authorizerOf>) {
  assert.ok(authorizer?.kind === 'lambda')
  return authorizer
}

const common = { kind: 'lambda', functionArn: functionArn('ask'), usesSimpleResponses: false }

describe('1.22, 1.23 Lambda authorizers', () => {
  test('AWS::ApiGateway::Authorizer TOKEN', () => {
    const { validationExpression, ...rest } = lambdaOf(
      authorizerOf(plainRestApi({ IdentityValidationExpression: 'a+' })),
    )
    assert.deepEqual(
      ['a+', true, false],
      [validationExpression?.source, validationExpression?.matches('aa'), validationExpression?.matches('aab')],
    )
    assert.deepEqual(rest, {
      ...common,
      id: 'ask',
      event: 'TOKEN',
      identitySources: [{ from: 'header', name: 'X-Token' }],
      ttlSeconds: 300,
    })
  })

  test('AWS::ApiGateway::Authorizer REQUEST', () => {
    const IdentitySource =
      'method.request.header.X-A,method.request.querystring.b, stageVariables.c,context.identity.sourceIp'
    assert.deepEqual(authorizerOf(plainRestApi({ Type: 'REQUEST', IdentitySource, AuthorizerResultTtlInSeconds: 5 })), {
      ...common,
      id: 'ask',
      event: 'REQUEST',
      identitySources: [
        { from: 'header', name: 'X-A' },
        { from: 'querystring', name: 'b' },
        { from: 'stage-variable', name: 'c' },
        { from: 'context', name: 'identity.sourceIp' },
      ],
      validationExpression: undefined,
      ttlSeconds: 5,
    })
  })

  test('x-amazon-apigateway-authorizer token takes the header of its scheme', () => {
    assert.deepEqual(authorizerOf(restApiOf()), {
      ...common,
      id: 'Ask',
      event: 'TOKEN',
      identitySources: [{ from: 'header', name: 'Authorization' }],
      validationExpression: undefined,
      ttlSeconds: 300,
    })
  })

  test('AWS::ApiGatewayV2::Authorizer REQUEST', () => {
    const IdentitySource = ['$request.header.X-A', '$request.querystring.b', '$stageVariables.c', '$context.routeKey']
    assert.deepEqual(authorizerOf(httpApiOf({ IdentitySource, EnableSimpleResponses: true })), {
      ...common,
      id: 'ask',
      event: '2.0',
      identitySources: [
        { from: 'header', name: 'X-A' },
        { from: 'querystring', name: 'b' },
        { from: 'stage-variable', name: 'c' },
        { from: 'context', name: 'routeKey' },
      ],
      validationExpression: undefined,
      usesSimpleResponses: true,
      ttlSeconds: 0,
    })
  })

  const refused: Readonly<Record<string, readonly [resources: readonly TemplateResource[], problem: RegExp]>> = {
    'answers that all callers would share': [
      plainRestApi({ Type: 'REQUEST', IdentitySource: undefined }),
      /keeps answers but names no identity source/,
    ],
    'answers that all callers of an HTTP API would share': [
      httpApiOf({ IdentitySource: undefined, AuthorizerResultTtlInSeconds: 1 }),
      /keeps answers but names no identity source/,
    ],
    'an identity out of the path': [
      plainRestApi({ Type: 'REQUEST', IdentitySource: 'method.request.path.id' }),
      /has the source method.request.path.id/,
    ],
    'an identity out of the authorizer itself': [
      httpApiOf({ IdentitySource: ['$context.authorizer.principalId'] }),
      /has the source context.authorizer.principalId/,
    ],
    'an expression for a whole request': [
      plainRestApi({ Type: 'REQUEST', IdentityValidationExpression: 'a' }),
      /IdentityValidationExpression: is not supported/,
    ],
    'scopes that would be ignored': [
      plainRestApi({}, { AuthorizationScopes: ['a'] }),
      /has scopes, which a Lambda authorizer ignores/,
    ],
    'an authorizer of no type': [
      plainRestApi({ Type: 'OTHER' }),
      /must be TOKEN or REQUEST, since a route that names it has AuthorizationType CUSTOM/,
    ],
    'an expression that a token could make slow': [
      plainRestApi({ IdentityValidationExpression: '(a)\\1' }),
      /can be run in linear time/,
    ],
    'a time to live over an hour': [plainRestApi({ AuthorizerResultTtlInSeconds: 3601 }), /must be from 0 to 3600/],
    'no payload format': [
      httpApiOf({ AuthorizerPayloadFormatVersion: undefined }),
      /is missing AuthorizerPayloadFormat/,
    ],
    'simple responses of the first format': [
      httpApiOf({ AuthorizerPayloadFormatVersion: '1.0', EnableSimpleResponses: true }),
      /need the payload format version 2.0/,
    ],
    'no function': [plainRestApi({ AuthorizerUri: undefined }), /is missing AuthorizerUri/],
    'a route without its authorizer': [plainRestApi({}, { AuthorizerId: undefined }), /is missing AuthorizerId/],
  }
  for (const [name, [resources, problem]] of Object.entries(refused)) {
    test(`refuses ${name}`, () => {
      assert.throws(() => definitionFromTemplate(resources, { region, accountId }), problem)
    })
  }
})
