import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { AuthorizerDefinition } from '../../definition/authorizer.ts'
import { compileCognitoAuthorizer, headerOfIdentitySource } from '../authorizers/cognito-authorizer.ts'
import type { CompileContext } from '../compile-context.ts'
import { iamAuthorization, refuseBesideSignature } from '../authorizers/iam-authorization.ts'
import { restIdentitySources } from '../authorizers/identity-sources.ts'
import { compileLambdaAuthorizer, refuseScopes } from '../authorizers/lambda-authorizer.ts'
import type { RouteDeclaration } from '../route-declaration.ts'
import { scopeTexts } from '../authorizers/scope-texts.ts'
import { resourceNamed } from '../template-index.ts'
import { allowOnly, member, optionalText, propertiesOf, refuseNode, requireMember } from '../template-node.ts'
import { text, type TemplateNode } from '../template-node.ts'

const COMMON = ['RestApiId', 'Name', 'Type', 'AuthType', 'IdentitySource', 'AuthorizerResultTtlInSeconds']
const COGNITO = [...COMMON, 'ProviderARNs', 'IdentityValidationExpression']
const LAMBDA = [...COMMON, 'AuthorizerUri', 'AuthorizerCredentials']

/** `AuthorizationType` of a REST API's method, with the `AWS::ApiGateway::Authorizer` that it names. */
export function restAuthorizationOfMethod(
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
  if (type !== 'COGNITO_USER_POOLS' && type !== 'CUSTOM') {
    throw refuseNode(
      node,
      `AuthorizationType ${type} is not supported; write COGNITO_USER_POOLS, CUSTOM, AWS_IAM or NONE`,
    )
  }
  if (authorizerId === undefined) throw refuseNode(node, 'is missing AuthorizerId')
  const authorizer = resourceNamed(resources, 'AWS::ApiGateway::Authorizer', text(authorizerId))
  if (authorizer === undefined) throw refuseNode(authorizerId, `names no authorizer: ${text(authorizerId)}`)
  const authorizerType = text(requireMember(propertiesOf(authorizer), 'Type'))
  if ((type === 'COGNITO_USER_POOLS') !== (authorizerType === 'COGNITO_USER_POOLS')) {
    throw refuseNode(node, `has AuthorizationType ${type}, but its authorizer is of the type ${authorizerType}`)
  }
  const compileAuthorizer =
    type === 'CUSTOM' ? lambdaAuthorizer(authorizer, node, scopes) : cognitoAuthorizer(authorizer)
  return (context) => ({ kind: 'authorizer', scopes, authorizer: compileAuthorizer(context) })
}

function cognitoAuthorizer(authorizer: TemplateResource): (context: CompileContext) => AuthorizerDefinition {
  const node = propertiesOf(authorizer)
  allowOnly(node, COGNITO)
  const header = headerOfIdentitySource(requireMember(node, 'IdentitySource'))
  return (context) =>
    compileCognitoAuthorizer(
      {
        id: authorizer.physicalId,
        node,
        header,
        providerArns: member(node, 'ProviderARNs'),
        validationExpression: member(node, 'IdentityValidationExpression'),
        ttlSeconds: member(node, 'AuthorizerResultTtlInSeconds'),
      },
      context,
    )
}

function lambdaAuthorizer(authorizer: TemplateResource, method: TemplateNode, scopes: readonly string[]) {
  const node = propertiesOf(authorizer)
  const type = requireMember(node, 'Type')
  if (type.value !== 'TOKEN' && type.value !== 'REQUEST') {
    throw refuseNode(type, 'is not supported; write COGNITO_USER_POOLS, TOKEN or REQUEST')
  }
  const isToken = type.value === 'TOKEN'
  allowOnly(node, isToken ? [...LAMBDA, 'IdentityValidationExpression'] : LAMBDA)
  refuseScopes(method, scopes)
  const identitySources = isToken
    ? [{ from: 'header' as const, name: headerOfIdentitySource(requireMember(node, 'IdentitySource')) }]
    : restIdentitySources(member(node, 'IdentitySource'))
  return (context: CompileContext) =>
    compileLambdaAuthorizer(
      {
        id: authorizer.physicalId,
        node,
        event: isToken ? 'TOKEN' : 'REQUEST',
        uri: 'AuthorizerUri',
        identitySources,
        validationExpression: member(node, 'IdentityValidationExpression'),
        usesSimpleResponses: false,
        ttlSeconds: member(node, 'AuthorizerResultTtlInSeconds'),
      },
      context,
    )
}
