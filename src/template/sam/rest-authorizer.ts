import { jsonText } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { allowOnly, child, listOf, mapOf, pick, refuse, requireText, textOf } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

/** One entry of `Auth.Authorizers` of an `AWS::Serverless::Api` as a security definition of its body. */
export function restSecurityDefinition(node: SamNode): JsonObject {
  const { UserPoolArn } = mapOf(node)
  return UserPoolArn === undefined ? lambdaDefinition(node) : cognitoDefinition(node, UserPoolArn)
}

function cognitoDefinition(node: SamNode, poolArn: Json): JsonObject {
  allowOnly(node, ['UserPoolArn', 'AuthorizationScopes', 'Identity'])
  const identity = child(node, 'Identity')
  allowOnly(identity, ['Header', 'ValidationExpression', 'ReauthorizeEvery'])
  const { ValidationExpression: expression } = mapOf(identity)
  return {
    type: 'apiKey',
    name: textOf(child(identity, 'Header')) ?? 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'cognito_user_pools',
    'x-amazon-apigateway-authorizer': {
      type: 'cognito_user_pools',
      providerARNs: Array.isArray(poolArn) ? poolArn : [poolArn],
      ...(expression !== undefined && { identityValidationExpression: expression }),
    },
  }
}

function lambdaDefinition(node: SamNode): JsonObject {
  allowOnly(node, [
    // Neither is there: whatever is misspelt may be the one or the other.
    ...(mapOf(node).FunctionArn === undefined ? ['UserPoolArn'] : []),
    'FunctionArn',
    'FunctionPayloadType',
    'FunctionInvokeRole',
    'Identity',
    'AuthorizationScopes',
    'DisableFunctionDefaultPermissions',
  ])
  const { FunctionArn, FunctionInvokeRole } = mapOf(node)
  if (FunctionArn === undefined) {
    throw refuse(node, 'An authorizer has a UserPoolArn or a FunctionArn.', 'Write UserPoolArn: !GetAtt POOL.Arn.')
  }
  const payloadType = textOf(child(node, 'FunctionPayloadType')) ?? 'TOKEN'
  if (payloadType !== 'TOKEN' && payloadType !== 'REQUEST') {
    throw refuse(child(node, 'FunctionPayloadType'), `"${payloadType}" is no payload type.`, 'Write TOKEN or REQUEST.')
  }
  const identity = child(node, 'Identity')
  allowOnly(identity, [
    'Header',
    'ValidationExpression',
    'ReauthorizeEvery',
    'Headers',
    'QueryStrings',
    'StageVariables',
    'Context',
  ])
  const { ReauthorizeEvery, ValidationExpression } = mapOf(identity)
  const sources = identitySources(identity)
  if (payloadType === 'REQUEST' && sources.length === 0 && Number(ReauthorizeEvery ?? 300) > 0) {
    throw refuse(
      identity,
      'A REQUEST authorizer names what identifies a caller.',
      'Write Identity: { Headers: [Authorization] }.',
    )
  }
  return {
    type: 'apiKey',
    name: payloadType === 'REQUEST' ? 'Unused' : (textOf(child(identity, 'Header')) ?? 'Authorization'),
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type: payloadType.toLowerCase(),
      authorizerUri: authorizerUri(FunctionArn),
      ...(ReauthorizeEvery !== undefined && { authorizerResultTtlInSeconds: ReauthorizeEvery }),
      ...(FunctionInvokeRole !== undefined &&
        FunctionInvokeRole !== 'NONE' && { authorizerCredentials: FunctionInvokeRole }),
      ...(payloadType === 'REQUEST' && sources.length > 0 && { identitySource: sources.join(', ') }),
      ...(payloadType === 'TOKEN' &&
        ValidationExpression !== undefined && { identityValidationExpression: ValidationExpression }),
    },
  }
}

export function authorizerUri(functionArn: Json): JsonObject {
  const prefix = 'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/'
  return { 'Fn::Sub': [`${prefix}\${FunctionArn}/invocations`, { FunctionArn: functionArn }] }
}

function identitySources(identity: SamNode): readonly string[] {
  const prefixes = {
    Headers: 'method.request.header.',
    QueryStrings: 'method.request.querystring.',
    StageVariables: 'stageVariables.',
    Context: 'context.',
  }
  return Object.entries(prefixes).flatMap(([key, prefix]) =>
    (listOf(child(identity, key)) ?? []).map((name) => prefix + jsonText(name)),
  )
}

/** The name of the authorizer that a route uses, checked: an unknown one must not leave the route open. */
export function requireAuthorizer(node: SamNode, api: SamNode, builtIn: readonly string[]): string {
  const name = requireText(node)
  const known = Object.keys(mapOf(child(child(api, 'Auth'), 'Authorizers')))
  if (known.includes(name) || builtIn.includes(name)) return name
  const advice =
    known.length === 0 ? 'Define it under Auth.Authorizers of the API.' : `Write one of ${known.join(', ')}, or NONE.`
  throw refuse(node, `The API has no authorizer "${name}".`, advice)
}

export function authorizerScopes(api: SamNode, name: string): Json | undefined {
  return pick(mapOf(child(child(child(api, 'Auth'), 'Authorizers'), name)), ['AuthorizationScopes']).AuthorizationScopes
}
