import type { AuthorizerDefinition } from '../../definition/authorizer.ts'
import type { CompileContext } from '../compile-context.ts'
import { httpIdentitySources } from '../authorizers/identity-sources.ts'
import { compileJwtAuthorizer } from '../authorizers/jwt-authorizer.ts'
import { compileLambdaAuthorizer, payloadFormatOf, refuseScopes } from '../authorizers/lambda-authorizer.ts'
import {
  allowOnly,
  isTrue,
  member,
  optionalText,
  refuseNode,
  requireMember,
  type TemplateNode,
} from '../template-node.ts'

const LAMBDA_MEMBERS = [
  'type',
  'authorizerUri',
  'authorizerCredentials',
  'authorizerPayloadFormatVersion',
  'authorizerResultTtlInSeconds',
  'enableSimpleResponses',
  'identitySource',
]

/** The authorizer of an HTTP API that a security scheme carries as `x-amazon-apigateway-authorizer`. */
export function httpAuthorizerOfScheme(
  name: string,
  scheme: TemplateNode,
  scopes: readonly string[],
): (context: CompileContext) => AuthorizerDefinition {
  const node = member(scheme, 'x-amazon-apigateway-authorizer')
  if (node === undefined) throw refuseNode(scheme, 'has no x-amazon-apigateway-authorizer of the type jwt or request')
  switch (optionalText(node, 'type')?.toLowerCase()) {
    case 'jwt':
      return jwtAuthorizer(name, scheme, node)
    case 'request':
      return lambdaAuthorizer(name, node, scopes)
    default:
      throw refuseNode(node, 'must have the type jwt or request')
  }
}

function jwtAuthorizer(name: string, scheme: TemplateNode, node: TemplateNode) {
  allowOnly(node, ['type', 'jwtConfiguration', 'identitySource'])
  const configuration = requireMember(node, 'jwtConfiguration')
  allowOnly(configuration, ['issuer', 'audience'])
  const issuer = member(configuration, 'issuer') ?? issuerOfDiscovery(scheme, configuration)
  return (context: CompileContext) =>
    compileJwtAuthorizer(
      {
        id: name,
        node,
        issuer,
        audiences: member(configuration, 'audience'),
        identitySource: requireMember(node, 'identitySource'),
      },
      context,
    )
}

function lambdaAuthorizer(name: string, node: TemplateNode, scopes: readonly string[]) {
  allowOnly(node, LAMBDA_MEMBERS)
  refuseScopes(node, scopes)
  const event = payloadFormatOf(requireMember(node, 'authorizerPayloadFormatVersion'))
  const identitySources = httpIdentitySources(member(node, 'identitySource'))
  const usesSimpleResponses = isTrue(member(node, 'enableSimpleResponses'))
  return (context: CompileContext) =>
    compileLambdaAuthorizer(
      {
        id: name,
        node,
        event,
        uri: 'authorizerUri',
        identitySources,
        validationExpression: undefined,
        usesSimpleResponses,
        ttlSeconds: member(node, 'authorizerResultTtlInSeconds'),
      },
      context,
    )
}

function issuerOfDiscovery(scheme: TemplateNode, configuration: TemplateNode): TemplateNode {
  const url = member(scheme, 'openIdConnectUrl')
  const issuer =
    url === undefined ? undefined : /^(.+)\/\.well-known\/openid-configuration$/.exec(String(url.value))?.[1]
  if (url === undefined || issuer === undefined) throw refuseNode(configuration, 'is missing issuer')
  return { ...url, value: issuer }
}
