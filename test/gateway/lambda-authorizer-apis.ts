import assert from 'node:assert/strict'
import type { TemplateResource } from '../../src/domain/template-resource.ts'
import { functionArn, invocationUri, resource, type UnderTest } from './gateway-under-test.ts'

/** APIs whose routes `/a/{id}`, `/b` and `/c` ask one Lambda authorizer, `ask`. */

const paths = ['/a/{id}', '/b', '/c']

/** A REST API; `authorizer` is that of the security scheme, a `TOKEN` one unless it says otherwise. */
export function restApiOf(
  authorizer: Record<string, unknown> = {},
  { body = {}, backendUrl }: { body?: Record<string, unknown>; backendUrl?: string } = {},
): readonly TemplateResource[] {
  const integration =
    backendUrl === undefined
      ? { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('backend') }
      : {
          type: 'http_proxy',
          httpMethod: 'ANY',
          uri: backendUrl,
          requestParameters: {
            'integration.request.header.X-Principal': 'context.authorizer.principalId',
            'integration.request.header.X-Tenant': 'context.authorizer.tenant',
          },
        }
  return [
    resource('Rest', 'AWS::ApiGateway::RestApi', {
      Body: {
        openapi: '3.0.1',
        info: { title: 'asked', version: '1.0' },
        components: {
          securitySchemes: {
            Ask: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authtype': 'custom',
              'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: invocationUri('ask'), ...authorizer },
            },
          },
        },
        paths: Object.fromEntries(
          paths.map((path) => [
            path,
            {
              'x-amazon-apigateway-any-method': {
                security: [{ Ask: [] }],
                'x-amazon-apigateway-integration': integration,
              },
            },
          ]),
        ),
        ...body,
      },
    }),
    resource('Stage', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'dev', Variables: { colour: 'blue' } }),
    resource('Other', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'other' }),
  ]
}

/** An HTTP API of separate resources. */
export function httpApiOf(authorizer: Record<string, unknown> = {}): readonly TemplateResource[] {
  return [
    resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'asked', ProtocolType: 'HTTP' }),
    resource('Default', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: '$default' }),
    resource('Ask', 'AWS::ApiGatewayV2::Authorizer', {
      ApiId: 'http',
      Name: 'ask',
      AuthorizerType: 'REQUEST',
      AuthorizerUri: invocationUri('ask'),
      AuthorizerPayloadFormatVersion: '2.0',
      IdentitySource: ['$request.header.Authorization'],
      ...authorizer,
    }),
    resource('Backend', 'AWS::ApiGatewayV2::Integration', {
      ApiId: 'http',
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: functionArn('backend'),
      PayloadFormatVersion: '2.0',
    }),
    ...paths.map((path, index) =>
      resource(`Route${index}`, 'AWS::ApiGatewayV2::Route', {
        ApiId: 'http',
        RouteKey: `ANY ${path}`,
        Target: 'integrations/backend',
        AuthorizationType: 'CUSTOM',
        AuthorizerId: 'ask',
      }),
    ),
  ]
}

/** What most authorizers return. */
export function policyResult(
  Effect: 'Allow' | 'Deny',
  Resource: unknown = '*',
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const Statement = [{ Effect, Action: 'execute-api:Invoke', Resource }]
  return { principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement }, ...more }
}

/** What the function that was called as the nth was sent. */
export function payloadOf({ calls }: Pick<UnderTest, 'calls'>, index: number): any {
  assert.ok(index < calls.length, `only ${calls.length} calls`)
  return calls[index]?.payload
}
