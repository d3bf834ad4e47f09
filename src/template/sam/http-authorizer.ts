import { jsonText } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { authorizerUri } from './rest-authorizer.ts'
import { allowOnly, child, listOf, mapOf, refuse, requireText } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

/** One entry of `Auth.Authorizers` of an `AWS::Serverless::HttpApi` as a security scheme of its body. */
export function httpSecurityScheme(node: SamNode): JsonObject {
  const { JwtConfiguration } = mapOf(node)
  return JwtConfiguration === undefined ? lambdaScheme(node) : jwtScheme(node)
}

function jwtScheme(node: SamNode): JsonObject {
  allowOnly(node, ['JwtConfiguration', 'IdentitySource', 'AuthorizationScopes'])
  const configuration = child(node, 'JwtConfiguration')
  // SAM takes both spellings, "issuer" and CloudFormation's "Issuer".
  const entries = Object.entries(mapOf(configuration)).map(([key, value]) => [key.toLowerCase(), value] as const)
  for (const [key] of entries) {
    if (key === 'issuer' || key === 'audience') continue
    throw refuse(child(configuration, key), `"${key}" is not known here.`, 'Write issuer and audience.')
  }
  return {
    type: 'oauth2',
    'x-amazon-apigateway-authorizer': {
      type: 'jwt',
      jwtConfiguration: Object.fromEntries(entries),
      identitySource: requireText(child(node, 'IdentitySource')),
    },
  }
}

function lambdaScheme(node: SamNode): JsonObject {
  allowOnly(node, [
    'FunctionArn',
    'FunctionInvokeRole',
    'EnableFunctionDefaultPermissions',
    'Identity',
    'AuthorizerPayloadFormatVersion',
    'EnableSimpleResponses',
  ])
  const { FunctionArn, FunctionInvokeRole, AuthorizerPayloadFormatVersion, EnableSimpleResponses } = mapOf(node)
  if (FunctionArn === undefined || AuthorizerPayloadFormatVersion === undefined) {
    const advice = 'Write JwtConfiguration and IdentitySource, or FunctionArn and AuthorizerPayloadFormatVersion.'
    throw refuse(node, 'This authorizer is not complete.', advice)
  }
  const identity = child(node, 'Identity')
  allowOnly(identity, ['Headers', 'QueryStrings', 'StageVariables', 'Context', 'ReauthorizeEvery'])
  const { ReauthorizeEvery } = mapOf(identity)
  return {
    type: 'apiKey',
    name: 'Unused',
    in: 'header',
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      authorizerUri: authorizerUri(FunctionArn),
      authorizerPayloadFormatVersion: AuthorizerPayloadFormatVersion,
      ...(FunctionInvokeRole !== undefined &&
        FunctionInvokeRole !== 'NONE' && { authorizerCredentials: FunctionInvokeRole }),
      ...(identity.value !== undefined && { identitySource: identitySources(identity) }),
      ...(ReauthorizeEvery !== undefined && { authorizerResultTtlInSeconds: ReauthorizeEvery }),
      ...(EnableSimpleResponses === true && { enableSimpleResponses: true }),
    },
  }
}

function identitySources(identity: SamNode): readonly string[] {
  const prefixes = {
    Headers: '$request.header.',
    QueryStrings: '$request.querystring.',
    StageVariables: '$stageVariables.',
    Context: '$context.',
  }
  return Object.entries(prefixes).flatMap(([key, prefix]) =>
    (listOf(child(identity, key)) ?? []).map((name) => prefix + jsonText(name)),
  )
}
