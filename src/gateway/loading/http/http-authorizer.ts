import type { TemplateResource } from '../../../domain/template-resource.ts'
import { authorizationByResource, authorizersOfApi } from '../authorizers/authorization-by-resource.ts'
import type { AuthorizerResources } from '../authorizers/authorization-by-resource.ts'
import { httpResourceSpelling, schemeSpelling } from '../authorizers/authorizer-spelling.ts'
import { httpIdentitySources } from '../authorizers/identity-sources.ts'
import { compileJwtAuthorizer } from '../authorizers/jwt-authorizer.ts'
import { compileLambdaAuthorizer, payloadFormatOf } from '../authorizers/lambda-authorizer.ts'
import {
  allowParts,
  partOf,
  requirePart,
  type AskedScopes,
  type CompileAuthorizer,
  type WrittenAuthorizer,
} from '../authorizers/written-authorizer.ts'
import { authorizerSchemes } from '../openapi/openapi-document.ts'
import type { RouteDeclaration } from '../route-declaration.ts'
import { allowOnly, isTrue, member, optionalText, refuseNode, type TemplateNode } from '../template-node.ts'

/** The authorizer of an HTTP API that a security scheme carries as `x-amazon-apigateway-authorizer`. */
export function httpAuthorizerOfScheme(id: string, scheme: TemplateNode, asked: AskedScopes): CompileAuthorizer {
  const node = member(scheme, 'x-amazon-apigateway-authorizer')
  if (node === undefined) throw refuseNode(scheme, 'has no x-amazon-apigateway-authorizer of the type jwt or request')
  const authorizer = { id, node, spelling: schemeSpelling, scheme, ...asked }
  switch (optionalText(node, 'type')?.toLowerCase()) {
    case 'jwt':
      return jwtAuthorizer(authorizer)
    case 'request':
      return requestAuthorizer(authorizer)
    default:
      throw refuseNode(node, 'must have the type jwt or request')
  }
}

/** `AuthorizationType` of an HTTP API's route, with the `AWS::ApiGatewayV2::Authorizer` that it names. */
export function httpAuthorizationOfRoute(
  node: TemplateNode,
  resources: readonly TemplateResource[],
): RouteDeclaration['authorization'] {
  return authorizationByResource(node, resources, RESOURCES)
}

/** Every authorizer of the API, as a resource or in its document. */
export function httpAuthorizersOf(
  api: TemplateResource,
  resources: readonly TemplateResource[],
  document: TemplateNode | undefined,
): readonly CompileAuthorizer[] {
  return [
    ...authorizersOfApi(api, resources, 'ApiId', RESOURCES),
    ...authorizerSchemes(document).map(([id, scheme]) => {
      return httpAuthorizerOfScheme(id, scheme, { scopes: [], scopesAt: scheme })
    }),
  ]
}

const RESOURCES: AuthorizerResources = {
  type: 'AWS::ApiGatewayV2::Authorizer',
  spelling: httpResourceSpelling,
  readers: { JWT: { JWT: jwtAuthorizer }, CUSTOM: { REQUEST: requestAuthorizer } },
}

function jwtAuthorizer(authorizer: WrittenAuthorizer): CompileAuthorizer {
  const { scopes, scopesAt, spelling } = authorizer
  allowParts(authorizer, ['type', 'jwtConfiguration', 'identitySource'])
  const configuration = requirePart(authorizer, 'jwtConfiguration')
  allowOnly(configuration, [spelling.issuer, spelling.audiences])
  if (scopes.length > 10) throw refuseNode(scopesAt, 'has more than 10 scopes')
  const issuer = member(configuration, spelling.issuer) ?? issuerOfDiscovery(authorizer, configuration)
  return (context) => compileJwtAuthorizer(authorizer, { issuer, configuration }, context)
}

function requestAuthorizer(authorizer: WrittenAuthorizer): CompileAuthorizer {
  allowParts(authorizer, [
    'type',
    'identitySource',
    'ttlSeconds',
    'uri',
    'credentials',
    'payloadFormat',
    'simpleResponses',
  ])
  const event = payloadFormatOf(requirePart(authorizer, 'payloadFormat'))
  const identitySources = httpIdentitySources(partOf(authorizer, 'identitySource'))
  const usesSimpleResponses = isTrue(partOf(authorizer, 'simpleResponses'))
  return (context) => compileLambdaAuthorizer(authorizer, { event, identitySources, usesSimpleResponses }, context)
}

/** A security scheme of OpenID Connect names the issuer's document. */
function issuerOfDiscovery({ scheme, spelling }: WrittenAuthorizer, configuration: TemplateNode): TemplateNode {
  const url = scheme && member(scheme, 'openIdConnectUrl')
  const issuer = url && /^(.+)\/\.well-known\/openid-configuration$/.exec(String(url.value))?.[1]
  if (url === undefined || issuer === undefined) throw refuseNode(configuration, `is missing ${spelling.issuer}`)
  return { ...url, value: issuer }
}
