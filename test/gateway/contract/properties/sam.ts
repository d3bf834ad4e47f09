import { functionArn, issuer } from '../../gateway-under-test.ts'
import type { Properties, Property } from './property.ts'

/** Where in the base a property stands, and what is known of the properties there. */
export interface SamPlace {
  readonly path: readonly string[]
  readonly properties: Readonly<Record<string, Property>>
}

const text = 'a text for people'
const listeners = 'TLS and addresses are the listener’s'
const policies = 'nobody asks whether the gateway may call its functions'
const guarded = 'test/gateway/guarded/guarded-routes.test.ts'
const transform = 'src/template/sam/transform.test.ts'
const models = "1.14 RequestModel and RequestParameters (${version === '' ? 'OpenAPI 2' : 'OpenAPI 3'})"
const log = { DestinationArn: 'arn:aws:logs:eu-central-1:123456789012:log-group:a', Format: '$context.requestId' }
const role = 'arn:aws:iam::123456789012:role/r'
const limit = { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 }

/** A REST and an HTTP API, each with a route of one function for each of their authorizers. */
export const samBase = {
  Transform: 'AWS::Serverless-2016-10-31',
  Resources: {
    Pool: { Type: 'AWS::Cognito::UserPool' },
    Rest: {
      Type: 'AWS::Serverless::Api',
      Properties: {
        StageName: 'live',
        Auth: {
          Authorizers: {
            Users: { UserPoolArn: { 'Fn::GetAtt': ['Pool', 'Arn'] } },
            Ask: { FunctionArn: functionArn('ask') },
            AskAll: { FunctionArn: functionArn('ask'), FunctionPayloadType: 'REQUEST', Identity: { Headers: ['A'] } },
          },
        },
      },
    },
    Web: {
      Type: 'AWS::Serverless::HttpApi',
      Properties: {
        Auth: {
          Authorizers: {
            Jwt: {
              JwtConfiguration: { issuer, audience: ['a'] },
              IdentitySource: '$request.header.Authorization',
            },
            Ask: {
              FunctionArn: functionArn('ask'),
              AuthorizerPayloadFormatVersion: '2.0',
              Identity: { Headers: ['A'] },
            },
          },
        },
      },
    },
    F: {
      Type: 'AWS::Serverless::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        InlineCode: 'exports.handler = async () => 1',
        Events: {
          Open: { Type: 'Api', Properties: { RestApiId: { Ref: 'Rest' }, Path: '/open', Method: 'get' } },
          ByUsers: {
            Type: 'Api',
            Properties: { RestApiId: { Ref: 'Rest' }, Path: '/users', Method: 'get', Auth: { Authorizer: 'Users' } },
          },
          ByAsk: {
            Type: 'Api',
            Properties: { RestApiId: { Ref: 'Rest' }, Path: '/ask', Method: 'get', Auth: { Authorizer: 'Ask' } },
          },
          ByAskAll: {
            Type: 'Api',
            Properties: { RestApiId: { Ref: 'Rest' }, Path: '/ask-all', Method: 'get', Auth: { Authorizer: 'AskAll' } },
          },
          WebOpen: { Type: 'HttpApi', Properties: { ApiId: { Ref: 'Web' }, Path: '/open', Method: 'get' } },
          WebByJwt: {
            Type: 'HttpApi',
            Properties: { ApiId: { Ref: 'Web' }, Path: '/jwt', Method: 'get', Auth: { Authorizer: 'Jwt' } },
          },
          WebByAsk: {
            Type: 'HttpApi',
            Properties: { ApiId: { Ref: 'Web' }, Path: '/ask', Method: 'get', Auth: { Authorizer: 'Ask' } },
          },
        },
      },
    },
  },
}

const rest = ['Resources', 'Rest', 'Properties']
const web = ['Resources', 'Web', 'Properties']
const event = (name: string) => ['Resources', 'F', 'Properties', 'Events', name, 'Properties']
const domain = { DomainName: 'api.example.com', CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/a' }
const ofDomain: SamPlace['properties'] = {
  BasePath: { acts: ['v1'] },
  CertificateArn: { acts: 'arn:aws:acm:us-east-1:123456789012:certificate/b' },
  DomainName: { acts: 'other.example.com' },
  IpAddressType: { harmless: 'dualstack', because: listeners },
  OwnershipVerificationCertificateArn: {
    harmless: 'arn:aws:acm:us-east-1:123456789012:certificate/b',
    because: listeners,
  },
  Route53: { harmless: { HostedZoneId: 'z' }, because: 'DNS is the operator’s' },
  SecurityPolicy: { harmless: 'TLS_1_2', because: listeners },
}

/** AWS::Serverless::Api, ::HttpApi and the events of functions. */
export const samPlaces: Readonly<Record<string, SamPlace>> = {
  Api: {
    path: rest,
    properties: {
      AccessLogSetting: { acts: log },
      AlwaysDeploy: { harmless: true, because: 'a template is deployed as a whole' },
      ApiKeySourceType: { acts: 'AUTHORIZER' },
      BinaryMediaTypes: { acts: ['image/png'] },
      CacheClusterEnabled: { acts: true },
      CacheClusterSize: { acts: '1.6', beside: { CacheClusterEnabled: true } },
      CanarySetting: { acts: { PercentTraffic: 10 } },
      Cors: { acts: "'*'" },
      DefinitionBody: {
        acts: {
          swagger: '2.0',
          info: {},
          paths: { '/a': { get: { 'x-amazon-apigateway-integration': { type: 'mock', responses: {} } } } },
        },
      },
      DefinitionUri: { file: transform, test: 'reads a definition from a file' },
      Description: { harmless: text, because: text },
      DisableExecuteApiEndpoint: { acts: true },
      Domain: { acts: domain },
      EndpointAccessMode: { harmless: 'BASIC', because: listeners },
      EndpointConfiguration: { refused: { Type: 'PRIVATE' } },
      FailOnWarnings: { harmless: true, because: 'what would be a warning is refused' },
      GatewayResponses: { acts: { UNAUTHORIZED: { StatusCode: 418 } } },
      MergeDefinitions: {
        acts: true,
        beside: {
          DefinitionBody: {
            swagger: '2.0',
            info: {},
            paths: { '/a': { get: { 'x-amazon-apigateway-integration': { type: 'mock', responses: {} } } } },
          },
        },
      },
      MethodSettings: { acts: [{ ResourcePath: '/*', HttpMethod: '*', ...limit }] },
      MinimumCompressionSize: { acts: 1000 },
      Mode: { harmless: 'overwrite', because: 'a template is deployed as a whole' },
      Models: { file: 'src/gateway/loading/sam-templates.test.ts', test: models },
      Name: { acts: 'other' },
      OpenApiVersion: { acts: '3.0.1' },
      Policy: {
        acts: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
        },
      },
      PropagateTags: { harmless: true, because: 'there are no extras of what the transform makes besides' },
      SecurityPolicy: { harmless: 'TLS_1_2', because: listeners },
      StageName: { acts: 'other' },
      Tags: { acts: { 'sallyport:retries': '1' } },
      TracingEnabled: { acts: true },
      Variables: { acts: { a: 'b' } },
    },
  },
  'Api.Auth': {
    path: [...rest, 'Auth'],
    properties: {
      AddApiKeyRequiredToCorsPreflight: { file: transform, test: 'guards preflights too unless told otherwise' },
      AddDefaultAuthorizerToCorsPreflight: { file: transform, test: 'guards preflights too unless told otherwise' },
      ApiKeyRequired: { acts: true },
      DefaultAuthorizer: { acts: 'Users' },
      InvokeRole: { harmless: 'NONE', because: policies },
      ResourcePolicy: { acts: { IpRangeBlacklist: ['192.0.2.0/24'] } },
      UsagePlan: { acts: { CreateUsagePlan: 'PER_API' } },
    },
  },
  'Api.Auth.UsagePlan': {
    path: [...rest, 'Auth'],
    properties: {
      'UsagePlan.Quota': { acts: { Limit: 10, Period: 'DAY' }, beside: { UsagePlan: { CreateUsagePlan: 'PER_API' } } },
      'UsagePlan.Throttle': {
        acts: { RateLimit: 1, BurstLimit: 1 },
        beside: { UsagePlan: { CreateUsagePlan: 'PER_API' } },
      },
      'UsagePlan.UsagePlanName': { acts: 'other', beside: { UsagePlan: { CreateUsagePlan: 'PER_API' } } },
      'UsagePlan.Description': { harmless: text, because: text, beside: { UsagePlan: { CreateUsagePlan: 'PER_API' } } },
      'UsagePlan.Tags': {
        harmless: { a: 'b' },
        because: 'there are no extras of a plan',
        beside: { UsagePlan: { CreateUsagePlan: 'PER_API' } },
      },
      'UsagePlan.CreateUsagePlan': { acts: 'NONE', beside: { UsagePlan: { CreateUsagePlan: 'PER_API' } } },
    },
  },
  'Api.Auth.Authorizers of a pool': {
    path: [...rest, 'Auth', 'Authorizers', 'Users'],
    properties: {
      AuthorizationScopes: { acts: ['notes/read'] },
      Identity: { acts: { Header: 'X-Token' } },
      'Identity.ReauthorizeEvery': {
        harmless: 60,
        because: 'SAM leaves it out',
        beside: { Identity: { Header: 'X-Token' } },
      },
      'Identity.ValidationExpression': { acts: 'a', beside: { Identity: { Header: 'X-Token' } } },
      UserPoolArn: { acts: 'arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_Other1234' },
    },
  },
  'Api.Auth.Authorizers of a function': {
    path: [...rest, 'Auth', 'Authorizers', 'Ask'],
    properties: {
      AuthorizationScopes: { acts: ['notes/read'] },
      DisableFunctionDefaultPermissions: { harmless: true, because: policies },
      FunctionArn: { acts: functionArn('other') },
      FunctionInvokeRole: { harmless: role, because: policies },
      FunctionPayloadType: { acts: 'REQUEST', beside: { Identity: { ReauthorizeEvery: 0 } } },
      Identity: { acts: { Header: 'X-Token' } },
      'Identity.ReauthorizeEvery': { acts: 60, beside: { Identity: { Header: 'X-Token' } } },
      'Identity.ValidationExpression': { acts: 'a', beside: { Identity: { Header: 'X-Token' } } },
    },
  },
  'Api.Auth.Authorizers of a function that sees all': {
    path: [...rest, 'Auth', 'Authorizers', 'AskAll'],
    properties: {
      'Identity.Context': { acts: ['httpMethod'] },
      'Identity.Headers': { acts: ['B'] },
      'Identity.QueryStrings': { acts: ['q'] },
      'Identity.StageVariables': { acts: ['colour'] },
    },
  },
  'Api.Domain': {
    path: [...rest, 'Domain'],
    properties: {
      ...ofDomain,
      EndpointConfiguration: { refused: 'PRIVATE' },
      MutualTlsAuthentication: { acts: { TruststoreUri: 's3://bucket/ca.pem' } },
      NormalizeBasePath: { acts: false, beside: { BasePath: ['a-b'] } },
    },
  },
  'Events of Api': {
    path: event('Open'),
    properties: {
      Auth: { acts: { Authorizer: 'Users' } },
      Method: { acts: 'post' },
      Path: { acts: '/other' },
      RequestModel: { file: 'src/gateway/loading/sam-templates.test.ts', test: models },
      RequestParameters: { file: 'src/gateway/loading/sam-templates.test.ts', test: models },
      ResponseTransferMode: { acts: 'RESPONSE_STREAM' },
      RestApiId: { acts: undefined },
      Stage: { harmless: 'live', because: 'the API names its stage' },
      TimeoutInMillis: { acts: 1000 },
    },
  },
  'Events of Api, Auth': {
    path: [...event('ByUsers'), 'Auth'],
    properties: {
      ApiKeyRequired: { acts: true },
      AuthorizationScopes: { acts: ['notes/read'] },
      Authorizer: { acts: 'Ask' },
      InvokeRole: { harmless: 'NONE', because: policies },
      OverrideApiAuth: { harmless: true, because: 'it is for definitions that somebody wrote' },
      ResourcePolicy: { acts: { IpRangeBlacklist: ['192.0.2.0/24'] } },
    },
  },
  HttpApi: {
    path: web,
    properties: {
      AccessLogSettings: { acts: log },
      CorsConfiguration: { acts: { AllowOrigins: ['*'] } },
      DefaultRouteSettings: { acts: limit },
      DefinitionBody: {
        acts: {
          openapi: '3.0.1',
          info: {},
          paths: {
            '/a': {
              get: {
                'x-amazon-apigateway-integration': {
                  type: 'http_proxy',
                  uri: 'http://a.example/',
                  payloadFormatVersion: '1.0',
                },
              },
            },
          },
        },
      },
      DefinitionUri: { file: transform, test: 'reads a definition from a file' },
      Description: { harmless: text, because: text },
      DisableExecuteApiEndpoint: { acts: true },
      Domain: { acts: domain },
      FailOnWarnings: { harmless: true, because: 'what would be a warning is refused' },
      Name: { acts: 'other' },
      PropagateTags: { harmless: true, because: 'there are no extras of what the transform makes besides' },
      RouteSettings: { acts: { 'GET /open': limit } },
      StageName: { acts: 'other' },
      StageVariables: { acts: { a: 'b' } },
      Tags: { acts: { 'sallyport:retries': '1' } },
    },
  },
  'HttpApi.Auth': {
    path: [...web, 'Auth'],
    properties: {
      DefaultAuthorizer: { acts: 'Jwt' },
      EnableIamAuthorizer: {
        file: guarded,
        test: "AWS::Serverless::${type} ${name}, ${isDefault ? 'by default' : 'named by the event'}",
      },
    },
  },
  'HttpApi.Auth.Authorizers of tokens': {
    path: [...web, 'Auth', 'Authorizers', 'Jwt'],
    properties: {
      AuthorizationScopes: { acts: ['notes/read'] },
      IdentitySource: { acts: '$request.header.X-Token' },
      JwtConfiguration: { acts: { issuer, audience: ['b'] } },
    },
  },
  'HttpApi.Auth.Authorizers of a function': {
    path: [...web, 'Auth', 'Authorizers', 'Ask'],
    properties: {
      AuthorizerPayloadFormatVersion: { acts: '1.0' },
      EnableFunctionDefaultPermissions: { harmless: true, because: policies },
      EnableSimpleResponses: { acts: true },
      FunctionArn: { acts: functionArn('other') },
      FunctionInvokeRole: { harmless: role, because: policies },
      'Identity.Context': { acts: ['httpMethod'] },
      'Identity.Headers': { acts: ['B'] },
      'Identity.QueryStrings': { acts: ['q'] },
      'Identity.ReauthorizeEvery': { acts: 60 },
      'Identity.StageVariables': { acts: ['colour'] },
    },
  },
  'HttpApi.Domain': {
    path: [...web, 'Domain'],
    properties: {
      ...ofDomain,
      EndpointConfiguration: { refused: 'PRIVATE' },
      MutualTlsAuthentication: { acts: { TruststoreUri: 's3://bucket/ca.pem' } },
    },
  },
  'Events of HttpApi': {
    path: event('WebOpen'),
    properties: {
      ApiId: { acts: undefined },
      Auth: { acts: { Authorizer: 'Jwt' } },
      Method: { acts: 'post' },
      Path: { acts: '/other' },
      PayloadFormatVersion: { acts: '1.0' },
      RouteSettings: { acts: limit },
      Stage: { harmless: 'live', because: 'the API names its stage' },
      TimeoutInMillis: { acts: 1000 },
    },
  },
  'Events of HttpApi, Auth': {
    path: [...event('WebByJwt'), 'Auth'],
    properties: { AuthorizationScopes: { acts: ['notes/read'] }, Authorizer: { acts: 'Ask' } },
  },
}

/** What a `Domain` needs to be one. */
export const samDomain = domain

export function samProperties(): Properties {
  return Object.fromEntries(Object.entries(samPlaces).map(([place, { properties }]) => [place, properties]))
}
