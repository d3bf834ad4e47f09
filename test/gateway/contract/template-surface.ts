import { rowsOf } from './row.ts'

/** Section 1.23. */
export const templateSurface = [
  ...rowsOf('test/gateway/contract/properties/properties.test.ts', {
    'each property of AWS::ApiGateway::* and AWS::ApiGatewayV2::* acts, is refused, or has nothing to do':
      'every property that the loading code knows is in the table',
    'a property that is unknown is refused': 'a property that nobody knows is refused in every resource that is read',
  }),
  ...rowsOf('test/gateway/contract/properties/sam.test.ts', {
    'each property of SAM’s APIs, authorizers, domains and events too': '1.23 properties of SAM',
  }),
  ...rowsOf('src/gateway/stages.test.ts', {
    'quick create by Target': 'with a function answers everything, in payload format 2.0',
    'quick create by Target and RouteKey': 'with a URL and a route key answers that route',
  }),
  ...rowsOf('src/gateway/loading/sam-templates.test.ts', {
    'the implicit REST API with its stage Prod': 'an implicit REST API is open, with its Prod stage',
    'SAM REST: DefaultAuthorizer, scopes, NONE, Cors, GatewayResponses':
      'a REST API with a default Cognito authorizer, scopes, an open route, CORS and gateway responses',
    'SAM HTTP: DefaultAuthorizer, CorsConfiguration, $default':
      'an HTTP API with a default JWT authorizer, CORS and a $default route',
    'SAM: Domain with its base paths': '1.10 domains that two APIs share, with base paths',
    'SAM: RequestModel and RequestParameters':
      "1.14 RequestModel and RequestParameters (${version === '' ? 'OpenAPI 2' : 'OpenAPI 3'})",
  }),
  ...rowsOf('src/template/sam/transform.test.ts', {
    'what SAM makes is what its own transform makes':
      'transformSam, against recorded output of aws-sam-translator 1.110.0',
    DefinitionUri: 'reads a definition from a file',
    AddDefaultAuthorizerToCorsPreflight: 'guards preflights too unless told otherwise',
  }),
  ...rowsOf('src/gateway/resource-policy/resource-policy.test.ts', {
    'SAM: ResourcePolicy': 'SAM: ResourcePolicy of an API and of an event',
  }),
]
