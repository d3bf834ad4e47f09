import type { TemplateResource } from '../../src/domain/template-resource.ts'
import { clientId, functionArn, invocationUri, issuer, poolArn, resource } from './gateway-under-test.ts'

/** The APIs that the tests talk to, in the shapes that the SAM transform yields and in plain CloudFormation. */

export function restApi(backendUrl: string, body: Record<string, unknown> = {}): readonly TemplateResource[] {
  const lambda = (name: string) => ({ type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri(name) })
  const proxy = (path: string, extra = {}) => ({
    type: 'http_proxy',
    httpMethod: 'ANY',
    uri: `${backendUrl}${path}`,
    requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy', ...extra },
  })
  return [
    resource(
      'Rest',
      'AWS::ApiGateway::RestApi',
      {
        Body: {
          swagger: '2.0',
          info: { title: 'notes', version: '1.0' },
          securityDefinitions: {
            Pool: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authtype': 'cognito_user_pools',
              'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [poolArn] },
            },
            Audience: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authorizer': {
                type: 'cognito_user_pools',
                providerARNs: [poolArn],
                identityValidationExpression: clientId,
              },
            },
          },
          paths: {
            '/open': {
              'x-amazon-apigateway-any-method': {
                'x-amazon-apigateway-integration': lambda('open'),
                security: [{ NONE: [] }],
              },
            },
            '/notes/{id}': {
              get: { security: [{ Pool: [] }], 'x-amazon-apigateway-integration': lambda('notes') },
              post: {
                security: [{ Pool: ['notes/write', 'notes/read'] }],
                'x-amazon-apigateway-integration': lambda('notes'),
              },
              options: {
                responses: {
                  200: {
                    headers: {
                      'Access-Control-Allow-Origin': { type: 'string' },
                      'Access-Control-Allow-Methods': { type: 'string' },
                    },
                  },
                },
                'x-amazon-apigateway-integration': {
                  type: 'mock',
                  requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
                  responses: {
                    default: {
                      statusCode: '200',
                      responseTemplates: { 'application/json': '{}\n' },
                      responseParameters: {
                        'method.response.header.Access-Control-Allow-Origin': "'https://app.example'",
                        'method.response.header.Access-Control-Allow-Methods': "'GET,OPTIONS'",
                      },
                    },
                  },
                },
              },
            },
            '/audience': { get: { security: [{ Audience: [] }], 'x-amazon-apigateway-integration': lambda('notes') } },
            '/backend/{proxy+}': {
              'x-amazon-apigateway-any-method': {
                security: [{ Pool: ['notes/read'] }],
                'x-amazon-apigateway-integration': proxy('/base/{proxy}', {
                  'integration.request.header.X-Tenant': 'context.authorizer.claims.tenant',
                  'integration.request.header.X-Caller': 'context.authorizer.claims.sub',
                }),
              },
            },
            '/public/{proxy+}': {
              'x-amazon-apigateway-any-method': { 'x-amazon-apigateway-integration': proxy('/public/{proxy}') },
            },
          },
          ...body,
        },
      },
      { RootResourceId: 'root' },
    ),
    resource('RestStage', 'AWS::ApiGateway::Stage', {
      RestApiId: 'rest',
      StageName: 'dev',
      DeploymentId: 'deployment',
      Variables: { colour: 'blue' },
    }),
  ]
}

/** The HTTP API, whose plain integration waits so long and no longer. */
export function hastyHttpApi(backendUrl: string, timeoutInMillis: number): readonly TemplateResource[] {
  return httpApi(backendUrl).map((each) =>
    each.logicalId === 'Plain'
      ? { ...each, properties: { ...each.properties, TimeoutInMillis: timeoutInMillis } }
      : each,
  )
}

export function httpApi(backendUrl: string, properties: Record<string, unknown> = {}): readonly TemplateResource[] {
  const route = (id: string, RouteKey: string, target: string, extra = {}) =>
    resource(id, 'AWS::ApiGatewayV2::Route', { ApiId: 'http', RouteKey, Target: `integrations/${target}`, ...extra })
  const protectedBy = (scopes: readonly string[] = []) => ({
    AuthorizationType: 'JWT',
    AuthorizerId: 'authorizer',
    AuthorizationScopes: scopes,
  })
  const integration = (id: string, rest: Record<string, unknown>) =>
    resource(id, 'AWS::ApiGatewayV2::Integration', { ApiId: 'http', ...rest })
  return [
    resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'notes', ProtocolType: 'HTTP', ...properties }),
    resource('HttpStage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: '$default', AutoDeploy: true }),
    resource('NamedStage', 'AWS::ApiGatewayV2::Stage', {
      ApiId: 'http',
      StageName: 'blue',
      StageVariables: { colour: 'blue' },
    }),
    resource('Authorizer', 'AWS::ApiGatewayV2::Authorizer', {
      ApiId: 'http',
      Name: 'pool',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer, Audience: [clientId] },
    }),
    integration('V2', { IntegrationType: 'AWS_PROXY', IntegrationUri: functionArn('v2'), PayloadFormatVersion: '2.0' }),
    integration('V1', {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: invocationUri('v1'),
      PayloadFormatVersion: '1.0',
    }),
    integration('Proxy', {
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `${backendUrl}/base/{proxy}`,
      PayloadFormatVersion: '1.0',
      RequestParameters: {
        'overwrite:header.x-caller': '$context.authorizer.claims.sub',
        'append:header.x-note': 'from ${context.stage}',
        'remove:header.x-secret': "''",
        'overwrite:querystring.stage': '$context.stage',
      },
    }),
    integration('Plain', {
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `${backendUrl}/plain/{proxy}`,
    }),
    route('RouteV2', 'ANY /v2/{id}', 'v2', protectedBy()),
    route('RouteScoped', 'GET /scoped', 'v2', protectedBy(['notes/read', 'notes/admin'])),
    route('RouteV1', 'POST /v1/{id}', 'v1', protectedBy()),
    route('RouteOpen', 'ANY /open', 'v2'),
    route('RouteProxy', 'ANY /backend/{proxy+}', 'proxy', protectedBy()),
    route('RoutePlain', 'ANY /plain/{proxy+}', 'plain'),
  ]
}
