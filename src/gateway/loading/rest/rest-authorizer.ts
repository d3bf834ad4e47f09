import type { TemplateResource } from '../../../domain/template-resource.ts'
import { authorizationByResource, authorizersOfApi } from '../authorizers/authorization-by-resource.ts'
import type { AuthorizerResources } from '../authorizers/authorization-by-resource.ts'
import { restResourceSpelling, schemeSpelling } from '../authorizers/authorizer-spelling.ts'
import { compileCognitoAuthorizer, headerOfIdentitySource } from '../authorizers/cognito-authorizer.ts'
import { restIdentitySources } from '../authorizers/identity-sources.ts'
import { compileLambdaAuthorizer } from '../authorizers/lambda-authorizer.ts'
import {
  allowParts,
  partOf,
  requirePart,
  type AuthorizerPart,
  type AskedScopes,
  type CompileAuthorizer,
  type WrittenAuthorizer,
} from '../authorizers/written-authorizer.ts'
import { authorizerSchemes } from '../openapi/openapi-document.ts'
import type { RouteDeclaration } from '../route-declaration.ts'
import { member, optionalText, refuseNode, requireMember, type TemplateNode } from '../template-node.ts'

/** The authorizer of a REST API that a security scheme carries as `x-amazon-apigateway-authorizer`. */
export function restAuthorizerOfScheme(id: string, scheme: TemplateNode, asked: AskedScopes): CompileAuthorizer {
  const node = member(scheme, 'x-amazon-apigateway-authorizer')
  if (node === undefined)
    throw refuseNode(scheme, 'is neither an authorizer nor the header x-api-key; write x-amazon-apigateway-authorizer')
  const authorizer = { id, node, spelling: schemeSpelling, scheme, ...asked }
  switch (optionalText(node, 'type')?.toLowerCase()) {
    case 'cognito_user_pools':
      return cognitoAuthorizer(authorizer)
    case 'token':
      return tokenAuthorizer(authorizer)
    case 'request':
      return requestAuthorizer(authorizer)
    default:
      throw refuseNode(node, 'must have the type cognito_user_pools, token or request')
  }
}

/** `AuthorizationType` of a REST API's method, with the `AWS::ApiGateway::Authorizer` that it names. */
export function restAuthorizationOfMethod(
  node: TemplateNode,
  resources: readonly TemplateResource[],
): RouteDeclaration['authorization'] {
  return authorizationByResource(node, resources, RESOURCES)
}

/** Every authorizer of the API, as a resource or in its document. */
export function restAuthorizersOf(
  api: TemplateResource,
  resources: readonly TemplateResource[],
  document: TemplateNode | undefined,
): readonly CompileAuthorizer[] {
  return [
    ...authorizersOfApi(api, resources, 'RestApiId', RESOURCES),
    ...authorizerSchemes(document).map(([id, scheme]) => {
      return restAuthorizerOfScheme(id, scheme, { scopes: [], scopesAt: scheme })
    }),
  ]
}

const RESOURCES: AuthorizerResources = {
  type: 'AWS::ApiGateway::Authorizer',
  spelling: restResourceSpelling,
  readers: {
    COGNITO_USER_POOLS: { COGNITO_USER_POOLS: cognitoAuthorizer },
    CUSTOM: { TOKEN: tokenAuthorizer, REQUEST: requestAuthorizer },
  },
}

const COMMON: readonly AuthorizerPart[] = ['type', 'identitySource', 'ttlSeconds']
const COGNITO: readonly AuthorizerPart[] = [...COMMON, 'providerArns', 'validationExpression']
const REQUEST: readonly AuthorizerPart[] = [...COMMON, 'uri', 'credentials']
const TOKEN: readonly AuthorizerPart[] = [...REQUEST, 'validationExpression']

function cognitoAuthorizer(authorizer: WrittenAuthorizer): CompileAuthorizer {
  allowParts(authorizer, COGNITO)
  const header = headerOf(authorizer)
  return (context) => compileCognitoAuthorizer(authorizer, header, context)
}

function tokenAuthorizer(authorizer: WrittenAuthorizer): CompileAuthorizer {
  allowParts(authorizer, TOKEN)
  const identitySources = [{ from: 'header', name: headerOf(authorizer) }] as const
  return (context) => compileLambdaAuthorizer(authorizer, { event: 'TOKEN', identitySources }, context)
}

function requestAuthorizer(authorizer: WrittenAuthorizer): CompileAuthorizer {
  allowParts(authorizer, REQUEST)
  const identitySources = restIdentitySources(partOf(authorizer, 'identitySource'))
  return (context) => compileLambdaAuthorizer(authorizer, { event: 'REQUEST', identitySources }, context)
}

/** The header that carries the token: named by the authorizer, or by the scheme around it. */
function headerOf(authorizer: WrittenAuthorizer): string {
  const { scheme } = authorizer
  if (scheme === undefined) return headerOfIdentitySource(requirePart(authorizer, 'identitySource'))
  const identitySource = partOf(authorizer, 'identitySource')
  if (identitySource !== undefined) return headerOfIdentitySource(identitySource)
  const place = requireMember(scheme, 'in')
  if (place.value !== 'header') throw refuseNode(place, 'must be header')
  const name = optionalText(scheme, 'name') ?? ''
  if (!/^[!#$%&'*+.^`|~\w-]+$/.test(name))
    throw refuseNode(scheme, 'is missing the name of the header; write name: Authorization')
  return name
}
