import type { AuthorizerDefinition } from '../../definition/authorizer.ts'
import { compileCognitoAuthorizer, headerOfIdentitySource } from '../authorizers/cognito-authorizer.ts'
import type { CompileContext } from '../compile-context.ts'
import { restIdentitySources } from '../authorizers/identity-sources.ts'
import { compileLambdaAuthorizer, refuseScopes } from '../authorizers/lambda-authorizer.ts'
import { allowOnly, member, optionalText, refuseNode, requireMember, type TemplateNode } from '../template-node.ts'

const LAMBDA_MEMBERS = [
  'type',
  'authorizerUri',
  'authorizerCredentials',
  'authorizerResultTtlInSeconds',
  'identitySource',
  'identityValidationExpression',
]

/** The authorizer of a REST API that a security scheme carries as `x-amazon-apigateway-authorizer`. */
export function restAuthorizerOfScheme(
  name: string,
  scheme: TemplateNode,
  scopes: readonly string[],
): (context: CompileContext) => AuthorizerDefinition {
  const node = member(scheme, 'x-amazon-apigateway-authorizer')
  if (node === undefined) throw refuseNode(scheme, 'is neither an authorizer nor the header x-api-key')
  const type = optionalText(node, 'type')?.toLowerCase()
  switch (type) {
    case 'cognito_user_pools': {
      const header = headerOf(node, scheme)
      return (context) =>
        compileCognitoAuthorizer(
          {
            id: name,
            node,
            header,
            providerArns: member(node, 'providerARNs'),
            validationExpression: member(node, 'identityValidationExpression'),
            ttlSeconds: member(node, 'authorizerResultTtlInSeconds'),
          },
          context,
        )
    }
    case 'token':
    case 'request':
      return lambdaAuthorizer(name, scheme, { node, isToken: type === 'token', scopes })
    default:
      throw refuseNode(node, 'must have the type cognito_user_pools, token or request')
  }
}

function lambdaAuthorizer(
  name: string,
  scheme: TemplateNode,
  {
    node,
    isToken,
    scopes,
  }: { readonly node: TemplateNode; readonly isToken: boolean; readonly scopes: readonly string[] },
) {
  allowOnly(node, LAMBDA_MEMBERS)
  refuseScopes(node, scopes)
  const validationExpression = member(node, 'identityValidationExpression')
  if (validationExpression !== undefined && !isToken) throw refuseNode(validationExpression, 'is for the type token')
  const identitySources = isToken
    ? [{ from: 'header' as const, name: headerOf(node, scheme) }]
    : restIdentitySources(member(node, 'identitySource'))
  return (context: CompileContext) =>
    compileLambdaAuthorizer(
      {
        id: name,
        node,
        event: isToken ? 'TOKEN' : 'REQUEST',
        uri: 'authorizerUri',
        identitySources,
        validationExpression,
        usesSimpleResponses: false,
        ttlSeconds: member(node, 'authorizerResultTtlInSeconds'),
      },
      context,
    )
}

function headerOf(node: TemplateNode, scheme: TemplateNode): string {
  const identitySource = member(node, 'identitySource')
  if (identitySource !== undefined) return headerOfIdentitySource(identitySource)
  const place = requireMember(scheme, 'in')
  if (place.value !== 'header') throw refuseNode(place, 'must be header')
  const name = optionalText(scheme, 'name') ?? ''
  if (!/^[!#$%&'*+.^`|~\w-]+$/.test(name)) throw refuseNode(scheme, 'is missing the name of the header')
  return name
}
