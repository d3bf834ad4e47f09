import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { CompileContext } from '../compile-context.ts'
import { iamAuthorization, refuseBesideSignature } from '../authorizers/iam-authorization.ts'
import { httpIdentitySources } from '../authorizers/identity-sources.ts'
import { compileJwtAuthorizer } from '../authorizers/jwt-authorizer.ts'
import { compileLambdaAuthorizer, payloadFormatOf, refuseScopes } from '../authorizers/lambda-authorizer.ts'
import type { RouteDeclaration } from '../route-declaration.ts'
import { scopeTexts } from '../authorizers/scope-texts.ts'
import { resourceNamed } from '../template-index.ts'
import { allowOnly, isTrue, member, optionalText, propertiesOf, refuseNode, requireMember } from '../template-node.ts'
import { text, type TemplateNode } from '../template-node.ts'

const COMMON = ['ApiId', 'Name', 'AuthorizerType', 'IdentitySource']
const LAMBDA = [
  ...COMMON,
  'AuthorizerUri',
  'AuthorizerCredentialsArn',
  'AuthorizerPayloadFormatVersion',
  'AuthorizerResultTtlInSeconds',
  'EnableSimpleResponses',
]
const AUTHORIZER_TYPES = new Map([
  ['JWT', 'JWT'],
  ['CUSTOM', 'REQUEST'],
])

/** `AuthorizationType` of an HTTP API's route, with the `AWS::ApiGatewayV2::Authorizer` that it names. */
export function httpAuthorizationOfRoute(
  node: TemplateNode,
  resources: readonly TemplateResource[],
): RouteDeclaration['authorization'] {
  const type = optionalText(node, 'AuthorizationType') ?? 'NONE'
  const scopes = scopeTexts(member(node, 'AuthorizationScopes'))
  const authorizerId = member(node, 'AuthorizerId')
  if (type === 'NONE') {
    if (authorizerId === undefined && scopes.length === 0) return () => ({ kind: 'none' })
    throw refuseNode(node, 'has AuthorizationType NONE, so its authorizer and scopes would be ignored; write its type')
  }
  if (type === 'AWS_IAM') {
    refuseBesideSignature(node, { authorizer: authorizerId, scopes })
    return iamAuthorization
  }
  const expected = AUTHORIZER_TYPES.get(type)
  if (expected === undefined) {
    throw refuseNode(node, `AuthorizationType ${type} is not supported; write JWT, CUSTOM, AWS_IAM or NONE`)
  }
  if (scopes.length > 10) throw refuseNode(node, 'has more than 10 scopes')
  if (authorizerId === undefined) throw refuseNode(node, 'is missing AuthorizerId')
  const authorizer = resourceNamed(resources, 'AWS::ApiGatewayV2::Authorizer', text(authorizerId))
  if (authorizer === undefined) throw refuseNode(authorizerId, `names no authorizer: ${text(authorizerId)}`)
  const authorizerType = requireMember(propertiesOf(authorizer), 'AuthorizerType')
  if (text(authorizerType) !== expected) {
    throw refuseNode(authorizerType, `must be ${expected}, since a route that names it has AuthorizationType ${type}`)
  }
  const compileAuthorizer = type === 'JWT' ? jwtAuthorizer(authorizer) : lambdaAuthorizer(authorizer, node, scopes)
  return (context) => ({ kind: 'authorizer', scopes, authorizer: compileAuthorizer(context) })
}

function jwtAuthorizer(authorizer: TemplateResource) {
  const node = propertiesOf(authorizer)
  allowOnly(node, [...COMMON, 'JwtConfiguration'])
  const configuration = requireMember(node, 'JwtConfiguration')
  allowOnly(configuration, ['Issuer', 'Audience'])
  return (context: CompileContext) =>
    compileJwtAuthorizer(
      {
        id: authorizer.physicalId,
        node,
        issuer: requireMember(configuration, 'Issuer'),
        audiences: member(configuration, 'Audience'),
        identitySource: requireMember(node, 'IdentitySource'),
      },
      context,
    )
}

function lambdaAuthorizer(authorizer: TemplateResource, route: TemplateNode, scopes: readonly string[]) {
  const node = propertiesOf(authorizer)
  allowOnly(node, LAMBDA)
  refuseScopes(route, scopes)
  const event = payloadFormatOf(requireMember(node, 'AuthorizerPayloadFormatVersion'))
  const identitySources = httpIdentitySources(member(node, 'IdentitySource'))
  const usesSimpleResponses = isTrue(member(node, 'EnableSimpleResponses'))
  return (context: CompileContext) =>
    compileLambdaAuthorizer(
      {
        id: authorizer.physicalId,
        node,
        event,
        uri: 'AuthorizerUri',
        identitySources,
        validationExpression: undefined,
        usesSimpleResponses,
        ttlSeconds: member(node, 'AuthorizerResultTtlInSeconds'),
      },
      context,
    )
}
