import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { templateReader } from './refusal-of.ts'

const read = templateReader()

const rest = (more: string) => `Resources:
  Pool: { Type: AWS::Cognito::UserPool, Properties: { UserPoolName: people } }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: notes } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      AuthorizationType: NONE
      Integration: { Type: MOCK }
  Live: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: live } }
${more}`

const http = (protocol: string, more: string) => `Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: notes, ProtocolType: ${protocol}, RouteSelectionExpression: $request.body.action }
  Live: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: live } }
${more}`

const sam = (type: string, authorizer: string) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::${type}
    Properties:
      StageName: live
      Auth:
        Authorizers:
          Own: ${authorizer}
`

const authorizer = (type: string, properties: string) =>
  `  Own: { Type: AWS::${type}::Authorizer, Properties: { ${properties} } }\n`

const scheme = (properties: string) => `Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        info: { title: notes, version: '1' }
        paths: {}
        components:
          securitySchemes:
            Own:
              type: apiKey
              name: Authorization
              in: header
              x-amazon-apigateway-authorizer: { type: cognito_user_pools, ${properties} }
  Live: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: live } }
`

describe('1.22 what no route names is read for its mistakes', () => {
  for (const [name, template, refusal] of [
    [
      'a misspelt property of a REST authorizer',
      rest(authorizer('ApiGateway', 'RestApiId: !Ref Api, Type: COGNITO_USER_POOLS, IdentitySorce: x')),
      'template.yaml:13: Resources.Own.Properties.IdentitySorce: is not supported by this gateway; did you mean IdentitySource?',
    ],
    [
      'an authorizer of no such type',
      rest(authorizer('ApiGateway', 'RestApiId: !Ref Api, Type: COGNITO')),
      'template.yaml:13: Resources.Own.Properties.Type: must be COGNITO_USER_POOLS or TOKEN or REQUEST',
    ],
    [
      'an authorizer of an API that is not there',
      rest(authorizer('ApiGateway', 'RestApiId: abc, Type: COGNITO_USER_POOLS')),
      'template.yaml:13: Resources.Own.Properties.RestApiId: names no API of this template: abc; write !Ref and the logical id of one',
    ],
    [
      'a JWT authorizer without an issuer',
      http(
        'HTTP',
        authorizer(
          'ApiGatewayV2',
          "ApiId: !Ref Api, AuthorizerType: JWT, IdentitySource: ['$request.header.A'], JwtConfiguration: { Audience: [a] }",
        ),
      ),
      'template.yaml:6: Resources.Own.Properties.JwtConfiguration: is missing Issuer',
    ],
    [
      'an authorizer of a WebSocket API',
      http('WEBSOCKET', authorizer('ApiGatewayV2', 'ApiId: !Ref Api, AuthorizerType: JWT')),
      'template.yaml:6: Resources.Own.Properties.AuthorizerType: must be REQUEST in a WebSocket API',
    ],
    [
      'an integration of an HTTP API',
      http(
        'HTTP',
        '  Unused: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationTyp: HTTP } }\n',
      ),
      'template.yaml:6: Resources.Unused.Properties.IntegrationTyp: is not supported by this gateway; did you mean IntegrationType?',
    ],
    [
      'a security scheme',
      scheme('providerARN: [x]'),
      'template.yaml:15: Resources.Api.Properties.Body.components.securitySchemes.Own.x-amazon-apigateway-authorizer.providerARN: is not supported by this gateway; did you mean providerARNs?',
    ],
    [
      'the pool of a security scheme',
      scheme('providerARNs: ["arn:aws:cognito:x"]'),
      'template.yaml:15: Resources.Api.Properties.Body.components.securitySchemes.Own.x-amazon-apigateway-authorizer.providerARNs[0]: must be the ARN of a user pool: write !GetAtt <UserPool>.Arn',
    ],
    [
      'an authorizer of SAM',
      sam('Api', '{ UserPoolArn: nonsense }'),
      'template.yaml:9: Resources.Api.Properties.Body.securityDefinitions.Own.x-amazon-apigateway-authorizer.providerARNs[0]: must be the ARN of a user pool: write !GetAtt <UserPool>.Arn',
    ],
    [
      'a JWT authorizer of SAM',
      sam('HttpApi', '{ IdentitySource: $request.header.A, JwtConfiguration: { issuer: nonsense, audience: [a] } }'),
      'template.yaml:9: Resources.Api.Properties.Body.components.securitySchemes.Own.x-amazon-apigateway-authorizer.jwtConfiguration.issuer: must be the URL of an issuer',
    ],
  ] as const) {
    test(name, async () => assert.equal((await read(template)).refusal, refusal))
  }
})

describe('1.20 what an API is called', () => {
  for (const [name, properties, expected] of [
    ['by its Name', "Name: named, Body: { openapi: 3.0.1, info: { title: titled, version: '1' }, paths: {} }", 'named'],
    [
      'else by the title of its document',
      "Body: { openapi: 3.0.1, info: { title: titled, version: '1' }, paths: {} }",
      'titled',
    ],
  ] as const) {
    test(name, async () => {
      const { template } = await read(
        `Resources: { Api: { Type: AWS::ApiGateway::RestApi, Properties: { ${properties} } } }`,
      )
      assert.equal(template?.gateway.apis[0]?.name, expected)
    })
  }

  test('of SAM by Name, which becomes the title', async () => {
    const { template } = await read(
      'Transform: AWS::Serverless-2016-10-31\nResources: { Api: { Type: AWS::Serverless::HttpApi, Properties: { Name: named } } }',
    )
    assert.equal(template?.gateway.apis[0]?.name, 'named')
  })
})
