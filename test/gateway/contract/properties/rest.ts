import { invocationUri, poolArn, resource } from '../../gateway-under-test.ts'
import type { Properties } from './property.ts'

const validate = 'src/gateway/steps/validate-request.test.ts'
const links = 'test/gateway/vpc-links.test.ts'
const kept = 'test/gateway/response-cache/response-cache.test.ts'
const mock = {
  'Integration.Type': 'MOCK',
  'Integration.Uri': undefined,
  'Integration.IntegrationHttpMethod': undefined,
  'Integration.RequestTemplates': { 'application/json': '{"statusCode": 200}' },
}
const httpProxy = { 'Integration.Type': 'HTTP_PROXY', 'Integration.Uri': 'http://a.example/' }
const responses = (more: Record<string, unknown>) => [{ StatusCode: '200', ...more }]
const text = 'a text for people'
const oneDeployment = 'a template is deployed as a whole'
const listeners = 'TLS is the listener’s'
const policies = 'nobody asks whether the gateway may call its functions'

/** A template with one of everything that a REST API has. */
export const restBase = [
  resource('Rest', 'AWS::ApiGateway::RestApi', { Name: 'rest' }, { RootResourceId: 'root' }),
  resource('Notes', 'AWS::ApiGateway::Resource', { RestApiId: 'rest', ParentId: 'root', PathPart: 'notes' }),
  resource('Pool', 'AWS::ApiGateway::Authorizer', {
    RestApiId: 'rest',
    Name: 'pool',
    Type: 'COGNITO_USER_POOLS',
    ProviderARNs: [poolArn],
    IdentitySource: 'method.request.header.Authorization',
  }),
  resource('Method', 'AWS::ApiGateway::Method', {
    RestApiId: 'rest',
    ResourceId: 'notes',
    HttpMethod: 'GET',
    AuthorizationType: 'COGNITO_USER_POOLS',
    AuthorizerId: 'pool',
    RequestParameters: { 'method.request.querystring.q': true },
    Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: invocationUri('f') },
  }),
  resource('Validator', 'AWS::ApiGateway::RequestValidator', {
    RestApiId: 'rest',
    Name: 'v',
    ValidateRequestParameters: true,
  }),
  resource('Deployment', 'AWS::ApiGateway::Deployment', { RestApiId: 'rest' }),
  resource('Stage', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'v1', DeploymentId: 'deployment' }),
  resource('Response', 'AWS::ApiGateway::GatewayResponse', { RestApiId: 'rest', ResponseType: 'UNAUTHORIZED' }),
  resource('Key', 'AWS::ApiGateway::ApiKey', { Name: 'key', Value: 'a-key-of-twenty-letters' }),
  resource('Plan', 'AWS::ApiGateway::UsagePlan', { UsagePlanName: 'plan' }),
  resource('Member', 'AWS::ApiGateway::UsagePlanKey', { KeyId: 'key', KeyType: 'API_KEY', UsagePlanId: 'plan' }),
  resource('Domain', 'AWS::ApiGateway::DomainName', { DomainName: 'api.example.com' }),
  resource('Mapping', 'AWS::ApiGateway::BasePathMapping', {
    DomainName: 'api.example.com',
    RestApiId: 'rest',
    Stage: 'v1',
  }),
  resource('Account', 'AWS::ApiGateway::Account', {}),
  resource('Part', 'AWS::ApiGateway::DocumentationPart', { RestApiId: 'rest' }),
  resource('Version', 'AWS::ApiGateway::DocumentationVersion', { RestApiId: 'rest' }),
]

/** AWS::ApiGateway::*. */
export const restProperties: Properties = {
  'AWS::ApiGateway::RestApi': {
    ApiKeySourceType: { acts: 'AUTHORIZER' },
    BinaryMediaTypes: { acts: ['image/png'] },
    Body: {
      acts: {
        openapi: '3.0.1',
        info: {},
        paths: { '/a': { get: { 'x-amazon-apigateway-integration': { type: 'mock', responses: {} } } } },
      },
    },
    BodyS3Location: { refused: { Bucket: 'b', Key: 'k' } },
    CloneFrom: { refused: 'other' },
    Description: { harmless: text, because: text },
    DisableExecuteApiEndpoint: { acts: true },
    EndpointAccessMode: { harmless: 'BASIC', because: listeners },
    EndpointConfiguration: { refused: { Types: ['PRIVATE'] } },
    FailOnWarnings: { harmless: true, because: 'what would be a warning is refused' },
    MinimumCompressionSize: { acts: 1000 },
    Mode: { harmless: 'overwrite', because: oneDeployment },
    Name: { acts: 'other' },
    Parameters: {
      file: 'src/gateway/loading/openapi/openapi-import.test.ts',
      test: 'another word is refused, and so are parameters that are not known',
    },
    Policy: {
      acts: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
      },
    },
    SecurityPolicy: { harmless: 'SecurityPolicy_TLS13_1_3_2025_09', because: listeners },
    Tags: { acts: [{ Key: 'sallyport:retries', Value: '1' }] },
  },
  'AWS::ApiGateway::Resource': {
    ParentId: { acts: 'none' },
    PathPart: { acts: 'other' },
    RestApiId: { acts: 'other' },
  },
  'AWS::ApiGateway::Method': {
    ApiKeyRequired: { acts: true },
    AuthorizationScopes: { acts: ['notes/read'] },
    AuthorizationType: { acts: 'AWS_IAM' },
    AuthorizerId: { acts: 'other' },
    HttpMethod: { acts: 'POST' },
    MethodResponses: {
      acts: [],
      beside: {
        ...mock,
        'Integration.IntegrationResponses': responses({ ResponseParameters: { 'method.response.header.X': "'a'" } }),
        MethodResponses: [{ StatusCode: '200', ResponseParameters: { 'method.response.header.X': true } }],
      },
    },
    OperationName: { harmless: 'list', because: 'a name for SDKs' },
    RequestModels: { file: validate, test: 'models refer to each other by their address' },
    RequestParameters: {
      acts: { 'method.request.querystring.other': true },
      beside: { RequestValidatorId: 'validator' },
    },
    RequestValidatorId: { acts: 'validator' },
    ResourceId: { acts: 'root' },
    RestApiId: { acts: 'other' },
    Integration: { acts: undefined },
    'Integration.CacheKeyParameters': {
      file: kept,
      test: '1.22 tells answers apart by cacheKeyParameters and by nothing else of a request',
    },
    'Integration.CacheNamespace': {
      file: kept,
      test: '1.22 resources of one cacheNamespace share what they keep, others do not',
    },
    'Integration.ConnectionId': { file: links, test: '1.11 ${what}: the URI gives path and Host, the link the way' },
    'Integration.ConnectionType': { acts: 'VPC_LINK' },
    'Integration.ContentHandling': { acts: 'CONVERT_TO_BINARY', beside: mock },
    'Integration.Credentials': { harmless: 'arn:aws:iam::123456789012:role/r', because: policies },
    'Integration.IntegrationHttpMethod': { acts: 'GET' },
    'Integration.IntegrationResponses': { acts: responses({}), beside: mock },
    'Integration.IntegrationTarget': {
      file: links,
      test: '1.21 integrationTarget counts before the link, and a link before what it has as targets',
    },
    'Integration.PassthroughBehavior': { acts: 'NEVER', beside: mock },
    'Integration.RequestParameters': { acts: { 'integration.request.header.X': "'a'" }, beside: httpProxy },
    'Integration.RequestTemplates': { acts: { 'application/json': '{"statusCode": 201}' }, beside: mock },
    'Integration.ResponseTransferMode': { acts: 'STREAM' },
    'Integration.TimeoutInMillis': { acts: 1000 },
    'Integration.TlsConfig': { acts: { insecureSkipVerification: true }, beside: httpProxy },
    'Integration.Type': { acts: 'AWS' },
    'Integration.Uri': { acts: invocationUri('other') },
  },
  'AWS::ApiGateway::Authorizer': {
    AuthType: { harmless: 'cognito_user_pools', because: 'a word for exports' },
    AuthorizerCredentials: { refused: 'arn:aws:iam::123456789012:role/r' },
    AuthorizerResultTtlInSeconds: { acts: 60 },
    AuthorizerUri: { refused: invocationUri('f') },
    IdentitySource: { acts: 'method.request.header.X-Token' },
    IdentityValidationExpression: { acts: 'client' },
    Name: { harmless: 'other', because: 'methods name it by its id' },
    ProviderARNs: { acts: [poolArn.replace('Pool12345', 'Other1234')] },
    RestApiId: { acts: 'other' },
    Type: { acts: 'TOKEN' },
  },
  'AWS::ApiGateway::RequestValidator': {
    Name: { harmless: 'other', because: 'methods name it by its id' },
    RestApiId: { acts: 'other' },
    ValidateRequestBody: { file: validate, test: '1.14 models and validators as resources' },
    ValidateRequestParameters: { file: validate, test: '1.14 models and validators as resources' },
  },
  'AWS::ApiGateway::Deployment': {
    DeploymentCanarySettings: { acts: { PercentTraffic: 1 }, beside: { StageName: 'two' } },
    Description: { harmless: text, because: text },
    RestApiId: { acts: 'other', beside: { StageName: 'two' } },
    StageDescription: { acts: { Variables: { a: 'b' } }, beside: { StageName: 'two' } },
    StageName: { acts: 'two' },
    'StageDescription.AccessLogSetting': {
      acts: { DestinationArn: 'arn:aws:logs:eu-central-1:123456789012:log-group:a', Format: '$context.requestId' },
      beside: { StageName: 'two' },
    },
    'StageDescription.CacheClusterEnabled': { acts: true, beside: { StageName: 'two' } },
    'StageDescription.CacheClusterSize': {
      acts: '1.6',
      beside: { StageName: 'two', StageDescription: { CacheClusterEnabled: true } },
    },
    'StageDescription.CacheDataEncrypted': {
      harmless: true,
      because: 'what is only in memory has nothing to encrypt',
      beside: { StageName: 'two' },
    },
    'StageDescription.CacheTtlInSeconds': {
      acts: 10,
      beside: { StageName: 'two', StageDescription: { CacheClusterEnabled: true, CachingEnabled: true } },
    },
    'StageDescription.CachingEnabled': {
      acts: true,
      beside: { StageName: 'two', StageDescription: { CacheClusterEnabled: true } },
    },
    'StageDescription.CanarySetting': { acts: { PercentTraffic: 10 }, beside: { StageName: 'two' } },
    'StageDescription.ClientCertificateId': { refused: 'c', beside: { StageName: 'two' } },
    'StageDescription.DataTraceEnabled': {
      harmless: true,
      because: 'there are no execution logs',
      beside: { StageName: 'two' },
    },
    'StageDescription.Description': { harmless: text, because: text, beside: { StageName: 'two' } },
    'StageDescription.DocumentationVersion': { harmless: '1', because: text, beside: { StageName: 'two' } },
    'StageDescription.LoggingLevel': {
      harmless: 'INFO',
      because: 'there are no execution logs',
      beside: { StageName: 'two' },
    },
    'StageDescription.MethodSettings': {
      acts: [{ ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 }],
      beside: { StageName: 'two' },
    },
    'StageDescription.MetricsEnabled': { acts: true, beside: { StageName: 'two' } },
    'StageDescription.Tags': { acts: [{ Key: 'sallyport:retries', Value: '1' }], beside: { StageName: 'two' } },
    'StageDescription.ThrottlingBurstLimit': { acts: 1, beside: { StageName: 'two' } },
    'StageDescription.ThrottlingRateLimit': { acts: 1, beside: { StageName: 'two' } },
    'StageDescription.TracingEnabled': { acts: true, beside: { StageName: 'two' } },
    'StageDescription.Variables': { acts: { a: 'b' }, beside: { StageName: 'two' } },
  },
  'AWS::ApiGateway::Stage': {
    AccessLogSetting: {
      acts: { DestinationArn: 'arn:aws:logs:eu-central-1:123456789012:log-group:a', Format: '$context.requestId' },
    },
    CacheClusterEnabled: { acts: true },
    CacheClusterSize: { acts: '1.6', beside: { CacheClusterEnabled: true } },
    CanarySetting: { acts: { PercentTraffic: 10 } },
    ClientCertificateId: { refused: 'c' },
    DeploymentId: { acts: 'other' },
    Description: { harmless: text, because: text },
    DocumentationVersion: { harmless: '1', because: text },
    MethodSettings: {
      acts: [{ ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 }],
    },
    RestApiId: { acts: 'other' },
    StageName: { acts: 'v2' },
    Tags: { acts: [{ Key: 'sallyport:retries', Value: '1' }] },
    TracingEnabled: { acts: true },
    Variables: { acts: { a: 'b' } },
  },
  'AWS::ApiGateway::GatewayResponse': {
    ResponseParameters: { acts: { 'gatewayresponse.header.X': "'a'" } },
    ResponseTemplates: { acts: { 'application/json': '{}' } },
    ResponseType: { acts: 'DEFAULT_4XX' },
    RestApiId: { acts: 'other' },
    StatusCode: { acts: '418' },
  },
  'AWS::ApiGateway::ApiKey': {
    CustomerId: { harmless: 'c', because: 'the marketplace of AWS' },
    Description: { harmless: text, because: text },
    Enabled: { acts: true },
    GenerateDistinctId: { harmless: true, because: 'ids come from the template' },
    Name: { acts: 'other' },
    StageKeys: { harmless: [{ RestApiId: 'rest', StageName: 'v1' }], because: 'keys open stages by usage plans alone' },
    Tags: { harmless: [{ Key: 'a', Value: 'b' }], because: 'there are no extras of a key' },
    Value: { acts: 'another-key-of-twenty-letters' },
  },
  'AWS::ApiGateway::UsagePlan': {
    ApiStages: { acts: [{ ApiId: 'rest', Stage: 'v1' }] },
    Description: { harmless: text, because: text },
    Quota: { acts: { Limit: 10, Period: 'DAY' } },
    Tags: { harmless: [{ Key: 'a', Value: 'b' }], because: 'there are no extras of a plan' },
    Throttle: { acts: { RateLimit: 1, BurstLimit: 1 } },
    UsagePlanName: { acts: 'other' },
  },
  'AWS::ApiGateway::UsagePlanKey': {
    KeyId: { acts: 'other' },
    KeyType: { acts: 'OTHER' },
    UsagePlanId: { acts: 'other' },
  },
  'AWS::ApiGateway::DomainName': {
    CertificateArn: { acts: 'arn:aws:acm:us-east-1:123456789012:certificate/a' },
    DomainName: { acts: 'other.example.com' },
    EndpointAccessMode: { harmless: 'BASIC', because: listeners },
    EndpointConfiguration: { refused: { Types: ['PRIVATE'] } },
    MutualTlsAuthentication: { acts: { TruststoreUri: 's3://bucket/ca.pem' } },
    OwnershipVerificationCertificateArn: {
      harmless: 'arn:aws:acm:us-east-1:123456789012:certificate/a',
      because: listeners,
    },
    RegionalCertificateArn: { acts: 'arn:aws:acm:us-east-1:123456789012:certificate/a' },
    RoutingMode: { acts: 'ROUTING_RULE_ONLY' },
    SecurityPolicy: { harmless: 'TLS_1_2', because: listeners },
    Tags: { acts: [{ Key: 'sallyport:unmatched', Value: '404' }] },
  },
  'AWS::ApiGateway::BasePathMapping': {
    BasePath: { acts: 'v1' },
    DomainName: { acts: 'other.example.com' },
    Id: { refused: 'i' },
    RestApiId: { acts: 'other' },
    Stage: { acts: 'v2' },
  },
  'AWS::ApiGateway::Account': {
    CloudWatchRoleArn: { harmless: 'arn:aws:iam::123456789012:role/r', because: 'logs go where a setting says' },
  },
  'AWS::ApiGateway::DocumentationPart': {
    Location: { harmless: { Type: 'API' }, because: text },
    Properties: { harmless: '{}', because: text },
  },
  'AWS::ApiGateway::DocumentationVersion': {
    Description: { harmless: text, because: text },
    DocumentationVersion: { harmless: '1', because: text },
  },
}

/** Types that are refused as a whole. */
export const refusedRestTypes = [
  'BasePathMappingV2',
  'ClientCertificate',
  'DomainNameAccessAssociation',
  'DomainNameV2',
].map((name) => `AWS::ApiGateway::${name}`)
