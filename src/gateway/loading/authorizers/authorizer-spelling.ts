/** What a place of a template calls the members of an authorizer. */
export interface AuthorizerSpelling {
  readonly type: string
  readonly identitySource: string
  readonly ttlSeconds: string
  readonly validationExpression: string
  readonly providerArns: string
  readonly jwtConfiguration: string
  readonly issuer: string
  readonly audiences: string
  readonly uri: string
  readonly credentials: string
  readonly payloadFormat: string
  readonly simpleResponses: string
  /** Members that say where it belongs, and nothing of what it does. */
  readonly others: readonly string[]
}

/** `x-amazon-apigateway-authorizer` of a security scheme. */
export const schemeSpelling: AuthorizerSpelling = {
  type: 'type',
  identitySource: 'identitySource',
  ttlSeconds: 'authorizerResultTtlInSeconds',
  validationExpression: 'identityValidationExpression',
  providerArns: 'providerARNs',
  jwtConfiguration: 'jwtConfiguration',
  issuer: 'issuer',
  audiences: 'audience',
  uri: 'authorizerUri',
  credentials: 'authorizerCredentials',
  payloadFormat: 'authorizerPayloadFormatVersion',
  simpleResponses: 'enableSimpleResponses',
  others: [],
}

const resourceSpelling = {
  identitySource: 'IdentitySource',
  ttlSeconds: 'AuthorizerResultTtlInSeconds',
  validationExpression: 'IdentityValidationExpression',
  providerArns: 'ProviderARNs',
  jwtConfiguration: 'JwtConfiguration',
  issuer: 'Issuer',
  audiences: 'Audience',
  uri: 'AuthorizerUri',
  payloadFormat: 'AuthorizerPayloadFormatVersion',
  simpleResponses: 'EnableSimpleResponses',
}

/** `AWS::ApiGateway::Authorizer`. */
export const restResourceSpelling: AuthorizerSpelling = {
  ...resourceSpelling,
  type: 'Type',
  credentials: 'AuthorizerCredentials',
  others: ['RestApiId', 'Name', 'AuthType'],
}

/** `AWS::ApiGatewayV2::Authorizer`. */
export const httpResourceSpelling: AuthorizerSpelling = {
  ...resourceSpelling,
  type: 'AuthorizerType',
  credentials: 'AuthorizerCredentialsArn',
  others: ['ApiId', 'Name'],
}
