import { clientId, functionArn, invocationUri, issuer, poolArn } from '../gateway-under-test.ts'

export type Members = Record<string, any>

/** A template whose routes name an authorizer, and the parts of it that say so. */
export interface Way {
  readonly name: string
  readonly template: Members
  readonly guards: readonly Members[]
}

const guardUri = invocationUri('Guard')
const restLambda = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('Backend') }
const lambda = { ...restLambda, payloadFormatVersion: '2.0' }
const carried = { type: 'apiKey', in: 'header', name: 'Authorization' }

/** Security schemes by kind of authorizer. Made anew each time: what is tried out changes them. */
const restSchemes: Record<string, () => Members> = {
  cognito: () => scheme({ type: 'cognito_user_pools', providerARNs: [poolArn] }),
  token: () => scheme({ type: 'token', authorizerUri: guardUri }),
  request: () =>
    scheme({ type: 'request', authorizerUri: guardUri, identitySource: 'method.request.header.Authorization' }),
}
const httpSchemes: Record<string, () => Members> = {
  jwt: () => ({
    ...scheme({
      type: 'jwt',
      identitySource: '$request.header.Authorization',
      jwtConfiguration: { issuer, audience: [clientId] },
    }),
    type: 'oauth2',
  }),
  'openid connect': () => ({
    ...scheme({
      type: 'jwt',
      identitySource: '$request.header.Authorization',
      jwtConfiguration: { audience: [clientId] },
    }),
    type: 'openIdConnect',
    openIdConnectUrl: `${issuer}/.well-known/openid-configuration`,
  }),
  'request 1.0': () =>
    scheme({
      type: 'request',
      authorizerUri: guardUri,
      authorizerPayloadFormatVersion: '1.0',
      identitySource: '$request.header.Authorization',
    }),
  'request 2.0': () =>
    scheme({
      type: 'request',
      authorizerUri: guardUri,
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      identitySource: '$request.header.Authorization',
    }),
}
const restSam: Record<string, () => Members> = {
  cognito: () => ({ UserPoolArn: poolArn }),
  token: () => ({ FunctionArn: functionArn('Guard') }),
  request: () => ({
    FunctionArn: functionArn('Guard'),
    FunctionPayloadType: 'REQUEST',
    Identity: { Headers: ['Authorization'] },
  }),
}
const httpSam: Record<string, () => Members> = {
  jwt: () => ({ IdentitySource: '$request.header.Authorization', JwtConfiguration: { issuer, audience: [clientId] } }),
  'request 2.0': () => ({
    FunctionArn: functionArn('Guard'),
    AuthorizerPayloadFormatVersion: '2.0',
    EnableSimpleResponses: true,
    Identity: { Headers: ['Authorization'] },
  }),
}
const restResources: Record<string, () => Members> = {
  cognito: () => ({
    Type: 'COGNITO_USER_POOLS',
    ProviderARNs: [poolArn],
    IdentitySource: 'method.request.header.Authorization',
  }),
  token: () => ({ Type: 'TOKEN', AuthorizerUri: guardUri, IdentitySource: 'method.request.header.Authorization' }),
  request: () => ({ Type: 'REQUEST', AuthorizerUri: guardUri, IdentitySource: 'method.request.header.Authorization' }),
}
const httpResources: Record<string, () => Members> = {
  jwt: () => ({
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: issuer, Audience: [clientId] },
  }),
  'request 2.0': () => ({
    AuthorizerType: 'REQUEST',
    AuthorizerUri: guardUri,
    AuthorizerPayloadFormatVersion: '2.0',
    EnableSimpleResponses: true,
    IdentitySource: ['$request.header.Authorization'],
  }),
}

function scheme(authorizer: Members): Members {
  return { ...carried, 'x-amazon-apigateway-authorizer': authorizer }
}

const head = { info: { title: 'guarded', version: '1' } }

function paths(integration: Members): Members {
  const operation = { security: [{ Guarded: [] }], 'x-amazon-apigateway-integration': integration }
  return { '/guarded': { get: operation }, '/all/{proxy+}': { 'x-amazon-apigateway-any-method': operation } }
}

function restApi(Body: Members): Members {
  return {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body } },
    Live: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'live' } },
  }
}

function httpApi(Body: Members): Members {
  return {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Body } },
    Live: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: 'live' } },
  }
}

function samTemplate(type: 'Api' | 'HttpApi', auth: Members, eventAuth: Members): Members {
  const id = type === 'Api' ? { RestApiId: { Ref: 'Api' } } : { ApiId: { Ref: 'Api' } }
  const event = (Path: string, Method: string) => ({ Type: type, Properties: { ...id, Path, Method, ...eventAuth } })
  const Events = { One: event('/guarded', 'GET'), All: event('/all/{proxy+}', 'ANY') }
  const code = { Runtime: 'nodejs24.x', Handler: 'index.handler', InlineCode: 'exports.handler = async () => 1' }
  return {
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      Api: { Type: `AWS::Serverless::${type}`, Properties: { StageName: 'live', Auth: auth } },
      Backend: { Type: 'AWS::Serverless::Function', Properties: { ...code, Events } },
    },
  }
}

/** Every way of writing an authorizer down. */
export function ways(): readonly Way[] {
  const found: Way[] = []
  const add = (name: string, template: Members, ...guards: Members[]) => found.push({ name, template, guards })
  for (const [kind, make] of Object.entries(restSchemes)) {
    const [two, three, referred] = [make(), make(), make()]
    const body = { ...head, paths: paths(restLambda) }
    add(
      `REST ${kind}, Swagger 2`,
      { Resources: restApi({ swagger: '2.0', ...body, securityDefinitions: { Guarded: two } }) },
      two,
    )
    const components = { securitySchemes: { Guarded: three } }
    add(`REST ${kind}, OpenAPI 3`, { Resources: restApi({ openapi: '3.0.1', ...body, components }) }, three)
    const both = { securitySchemes: { Guarded: { $ref: '#/components/securitySchemes/Other' }, Other: referred } }
    add(
      `REST ${kind}, OpenAPI 3 with a reference`,
      { Resources: restApi({ openapi: '3.0.1', ...body, components: both }) },
      referred,
    )
  }
  for (const [kind, make] of Object.entries(httpSchemes)) {
    const own = make()
    const body = { openapi: '3.0.1', ...head, components: { securitySchemes: { Guarded: own } } }
    add(`HTTP ${kind}, OpenAPI 3`, { Resources: httpApi({ ...body, paths: paths(lambda) }) }, own)
  }
  for (const [type, kinds] of [
    ['Api', restSam],
    ['HttpApi', httpSam],
  ] as const) {
    for (const [kind, make] of Object.entries(kinds)) {
      const [byDefault, byEvent] = [make(), make()]
      add(
        `${type} ${kind}, SAM by default`,
        samTemplate(type, { Authorizers: { Guarded: byDefault }, DefaultAuthorizer: 'Guarded' }, {}),
        byDefault,
      )
      add(
        `${type} ${kind}, SAM by event`,
        samTemplate(type, { Authorizers: { Guarded: byEvent } }, { Auth: { Authorizer: 'Guarded' } }),
        byEvent,
      )
    }
  }
  for (const [kind, make] of Object.entries(restResources)) {
    const own = make()
    const auth = {
      AuthorizationType: kind === 'cognito' ? 'COGNITO_USER_POOLS' : 'CUSTOM',
      AuthorizerId: { Ref: 'Guarded' },
    }
    const api = { RestApiId: { Ref: 'Api' } }
    const under = (PathPart: string, ParentId: unknown) => ({
      Type: 'AWS::ApiGateway::Resource',
      Properties: { ...api, PathPart, ParentId },
    })
    const root = { 'Fn::GetAtt': ['Api', 'RootResourceId'] }
    const method = (ResourceId: string, HttpMethod: string) => ({
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        ...api,
        ResourceId: { Ref: ResourceId },
        HttpMethod,
        ...auth,
        Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: invocationUri('Backend') },
      },
    })
    add(
      `REST ${kind}, resources`,
      {
        Resources: {
          Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'guarded' } },
          Guarded: { Type: 'AWS::ApiGateway::Authorizer', Properties: Object.assign(own, { ...api, Name: 'guarded' }) },
          One: under('guarded', root),
          All: under('all', root),
          Rest: under('{proxy+}', { Ref: 'All' }),
          GetOne: method('One', 'GET'),
          AnyRest: method('Rest', 'ANY'),
          Live: { Type: 'AWS::ApiGateway::Stage', Properties: { ...api, StageName: 'live' } },
        },
      },
      own,
    )
  }
  for (const [kind, make] of Object.entries(httpResources)) {
    const own = make()
    const api = { ApiId: { Ref: 'Api' } }
    const route = (RouteKey: string) => ({
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ...api,
        RouteKey,
        Target: { 'Fn::Sub': 'integrations/${Call}' },
        AuthorizationType: kind === 'jwt' ? 'JWT' : 'CUSTOM',
        AuthorizerId: { Ref: 'Guarded' },
      },
    })
    add(
      `HTTP ${kind}, resources`,
      {
        Resources: {
          Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'guarded', ProtocolType: 'HTTP' } },
          Guarded: {
            Type: 'AWS::ApiGatewayV2::Authorizer',
            Properties: Object.assign(own, { ...api, Name: 'guarded' }),
          },
          Call: {
            Type: 'AWS::ApiGatewayV2::Integration',
            Properties: {
              ...api,
              IntegrationType: 'AWS_PROXY',
              IntegrationUri: functionArn('Backend'),
              PayloadFormatVersion: '2.0',
            },
          },
          One: route('GET /guarded'),
          All: route('ANY /all/{proxy+}'),
          Live: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ...api, StageName: 'live' } },
        },
      },
      own,
    )
  }
  return found
}
