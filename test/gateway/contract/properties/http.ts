import { functionArn, issuer, resource } from '../../gateway-under-test.ts'
import type { Properties } from './property.ts'

const links = 'test/gateway/vpc-links.test.ts'
const text = 'a text for people'
const oneDeployment = 'a template is deployed as a whole'
const policies = 'nobody asks whether the gateway may call its functions'
const websocket = 'WebSocket APIs have it'
const functionIntegration = {
  IntegrationType: 'AWS_PROXY',
  IntegrationUri: functionArn('f'),
  IntegrationMethod: undefined,
}
const rule = (more: Record<string, unknown> = {}) => ({
  DomainNameArn: 'arn:aws:apigateway:eu-central-1::/domainnames/rest.example.com',
  Priority: 1,
  Actions: [{ InvokeApi: { ApiId: 'rest', Stage: 'v1' } }],
  Conditions: [],
  ...more,
})

/** A template with one of everything that an HTTP API has. */
export const httpBase = [
  resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'http', ProtocolType: 'HTTP' }),
  resource('Jwt', 'AWS::ApiGatewayV2::Authorizer', {
    ApiId: 'http',
    Name: 'jwt',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: issuer, Audience: ['a'] },
  }),
  resource('Ask', 'AWS::ApiGatewayV2::Authorizer', {
    ApiId: 'http',
    Name: 'ask',
    AuthorizerType: 'REQUEST',
    IdentitySource: ['$request.header.Authorization'],
    AuthorizerUri: functionArn('ask'),
    AuthorizerPayloadFormatVersion: '2.0',
  }),
  resource('Backend', 'AWS::ApiGatewayV2::Integration', {
    ApiId: 'http',
    IntegrationType: 'HTTP_PROXY',
    IntegrationUri: 'http://a.example/',
    IntegrationMethod: 'GET',
    PayloadFormatVersion: '1.0',
  }),
  resource('Route', 'AWS::ApiGatewayV2::Route', {
    ApiId: 'http',
    RouteKey: 'GET /notes',
    Target: 'integrations/backend',
  }),
  ...(['JWT', 'CUSTOM'] as const).map((AuthorizationType) =>
    resource(`By${AuthorizationType}`, 'AWS::ApiGatewayV2::Route', {
      ApiId: 'http',
      RouteKey: `GET /${AuthorizationType}`,
      Target: 'integrations/backend',
      AuthorizationType,
      AuthorizerId: AuthorizationType === 'JWT' ? 'jwt' : 'ask',
    }),
  ),
  resource('Stage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: '$default' }),
  resource('Deployment', 'AWS::ApiGatewayV2::Deployment', { ApiId: 'http' }),
  resource('Domain', 'AWS::ApiGatewayV2::DomainName', { DomainName: 'api.example.com' }),
  resource('Mapping', 'AWS::ApiGatewayV2::ApiMapping', {
    DomainName: 'api.example.com',
    ApiId: 'http',
    Stage: '$default',
  }),
  resource('Rest', 'AWS::ApiGateway::RestApi', { Body: { openapi: '3.0.1', info: {}, paths: {} } }),
  resource('RestStage', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'v1' }),
  resource('RestDomain', 'AWS::ApiGateway::DomainName', {
    DomainName: 'rest.example.com',
    RoutingMode: 'ROUTING_RULE_ONLY',
  }),
  resource('Rule', 'AWS::ApiGatewayV2::RoutingRule', rule()),
]

/** AWS::ApiGatewayV2::* of HTTP APIs. */
export const httpProperties: Properties = {
  'AWS::ApiGatewayV2::Api': {
    ApiKeySelectionExpression: { refused: '$request.header.x-api-key' },
    BasePath: {
      acts: 'prepend',
      beside: {
        Body: {
          openapi: '3.0.1',
          info: {},
          servers: [{ url: 'https://a.example/v1' }],
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
    },
    Body: {
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
    BodyS3Location: { refused: { Bucket: 'b', Key: 'k' } },
    CorsConfiguration: { acts: { AllowOrigins: ['*'] } },
    CredentialsArn: { harmless: 'arn:aws:iam::123456789012:role/r', because: policies },
    Description: { harmless: text, because: text },
    DisableExecuteApiEndpoint: { acts: true },
    DisableSchemaValidation: { harmless: true, because: websocket },
    FailOnWarnings: { harmless: true, because: 'what would be a warning is refused' },
    IpAddressType: { harmless: 'dualstack', because: 'addresses are the listener’s' },
    Name: { acts: 'other' },
    ProtocolType: { acts: 'MQTT' },
    RouteKey: { acts: 'GET /a', beside: { Target: 'http://a.example/' } },
    RouteSelectionExpression: {
      harmless: '${request.method} ${request.path}',
      because: 'the only one that HTTP APIs have',
    },
    Tags: { acts: { 'sallyport:retries': '1' } },
    Target: { acts: 'http://a.example/' },
    Version: { harmless: '1', because: text },
  },
  'AWS::ApiGatewayV2::Route': {
    ApiId: { acts: 'other' },
    ApiKeyRequired: { refused: true },
    AuthorizationScopes: { acts: ['a/b'], beside: { AuthorizationType: 'JWT', AuthorizerId: 'jwt' } },
    AuthorizationType: { acts: 'AWS_IAM' },
    AuthorizerId: { acts: 'jwt' },
    ModelSelectionExpression: { refused: 'a' },
    OperationName: { harmless: 'list', because: 'a name for SDKs' },
    RequestModels: { refused: {} },
    RequestParameters: { refused: {} },
    RouteKey: { acts: 'POST /notes' },
    RouteResponseSelectionExpression: { refused: '$default' },
    Target: { acts: 'integrations/other' },
  },
  'AWS::ApiGatewayV2::Integration': {
    ApiId: { acts: 'other' },
    ConnectionId: {
      file: links,
      test: '1.11 a private backend gets the stage in its path, and host and query as they came',
    },
    ConnectionType: { acts: 'VPC_LINK' },
    ContentHandlingStrategy: { refused: 'CONVERT_TO_TEXT' },
    CredentialsArn: { harmless: 'arn:aws:iam::123456789012:role/r', because: policies },
    Description: { harmless: text, because: text },
    IntegrationMethod: { acts: 'POST' },
    IntegrationSubtype: { acts: 'SQS-SendMessage' },
    IntegrationType: { acts: 'MOCK' },
    IntegrationUri: { acts: 'http://b.example/' },
    PassthroughBehavior: { refused: 'NEVER' },
    PayloadFormatVersion: { acts: '2.0', beside: functionIntegration },
    RequestParameters: { acts: { 'append:header.x': 'a' } },
    RequestTemplates: { refused: {} },
    ResponseParameters: { acts: { '200': { 'append:header.x': 'a' } } },
    TemplateSelectionExpression: { refused: 'a' },
    TimeoutInMillis: { acts: 1000 },
    TlsConfig: { acts: { ServerNameToVerify: 'a.example' } },
  },
  'AWS::ApiGatewayV2::Authorizer Jwt': {
    ApiId: { acts: 'other' },
    AuthorizerType: { acts: 'REQUEST' },
    IdentitySource: { acts: ['$request.header.X-Token'] },
    IdentityValidationExpression: { refused: 'a' },
    JwtConfiguration: { acts: { Issuer: issuer, Audience: ['b'] } },
    Name: { harmless: 'other', because: 'routes name it by its id' },
  },
  'AWS::ApiGatewayV2::Authorizer Ask': {
    AuthorizerCredentialsArn: { harmless: 'arn:aws:iam::123456789012:role/r', because: policies },
    AuthorizerPayloadFormatVersion: { acts: '1.0' },
    AuthorizerResultTtlInSeconds: { acts: 60 },
    AuthorizerUri: { acts: functionArn('other') },
    EnableSimpleResponses: { acts: true },
    IdentitySource: { acts: ['$request.header.X-Token'] },
    JwtConfiguration: { refused: { Issuer: issuer, Audience: ['b'] } },
  },
  'AWS::ApiGatewayV2::Stage': {
    AccessLogSettings: {
      acts: { DestinationArn: 'arn:aws:logs:eu-central-1:123456789012:log-group:a', Format: '$context.requestId' },
    },
    AccessPolicyId: { refused: 'a' },
    ApiId: { acts: 'other' },
    AutoDeploy: { harmless: false, because: oneDeployment },
    ClientCertificateId: { refused: 'a' },
    DefaultRouteSettings: { acts: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } },
    DeploymentId: { harmless: 'other', because: oneDeployment },
    Description: { harmless: text, because: text },
    RouteSettings: { acts: { 'GET /notes': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } } },
    StageName: { acts: 'blue' },
    StageVariables: { acts: { a: 'b' } },
    Tags: { acts: { 'sallyport:retries': '1' } },
  },
  'AWS::ApiGatewayV2::Deployment': {
    ApiId: { acts: 'other' },
    Description: { harmless: text, because: text },
    StageName: { harmless: 'blue', because: oneDeployment },
  },
  'AWS::ApiGatewayV2::DomainName': {
    DomainName: { acts: 'other.example.com' },
    DomainNameConfigurations: { acts: [{ CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/a' }] },
    MutualTlsAuthentication: { acts: { TruststoreUri: 's3://bucket/ca.pem' } },
    RoutingMode: { acts: 'ROUTING_RULE_ONLY' },
    Tags: { acts: { 'sallyport:unmatched': '403' } },
  },
  'AWS::ApiGatewayV2::ApiMapping': {
    ApiId: { acts: 'other' },
    ApiMappingKey: { acts: 'v1' },
    DomainName: { acts: 'other.example.com' },
    Stage: { acts: 'blue' },
  },
  'AWS::ApiGatewayV2::RoutingRule': {
    Actions: { acts: [{ InvokeApi: { ApiId: 'rest', Stage: 'v1', StripBasePath: true } }] },
    Conditions: { acts: [{ MatchBasePaths: { AnyOf: ['v1'] } }] },
    DomainNameArn: { acts: 'arn:aws:apigateway:eu-central-1::/domainnames/other.example.com' },
    Priority: { acts: 2 },
  },
}

/** Types that are refused as a whole. */
export const refusedHttpTypes = [
  'ApiGatewayManagedOverrides',
  'Portal',
  'PortalProduct',
  'ProductPage',
  'ProductRestEndpointPage',
].map((name) => `AWS::ApiGatewayV2::${name}`)
