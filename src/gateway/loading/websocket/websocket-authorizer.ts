import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { WebSocketAuthorizer } from '../../definition/websocket-api.ts'
import { refuseBesideSignature } from '../authorizers/iam-authorization.ts'
import { webSocketIdentitySources } from '../authorizers/identity-sources.ts'
import type { VariablesContext } from '../compile-context.ts'
import { functionArnOf } from '../function-uri.ts'
import { resourceNamed, resourcesOfApi } from '../template-index.ts'
import { allowOnly, member, optionalText, propertiesOf, refuseNode, requireMember, text } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

export type CompileWebSocketAuthorizer = (context: VariablesContext) => WebSocketAuthorizer

const AUTHORIZER = ['ApiId', 'Name', 'AuthorizerType', 'AuthorizerUri', 'AuthorizerCredentialsArn', 'IdentitySource']
const HTTP_ONLY = 'is for HTTP APIs; remove it'

/** Who may connect. */
export function webSocketAuthorizerOf(
  node: TemplateNode,
  key: string,
  resources: readonly TemplateResource[],
): CompileWebSocketAuthorizer | undefined {
  const type = optionalText(node, 'AuthorizationType') ?? 'NONE'
  const authorizerId = member(node, 'AuthorizerId')
  if (type === 'NONE' && authorizerId === undefined) return undefined
  if (type === 'NONE') throw refuseNode(node, 'has AuthorizationType NONE, so its authorizer would be ignored')
  if (key !== '$connect') throw refuseNode(node, 'only $connect can have an authorizer')
  if (type === 'AWS_IAM') {
    refuseBesideSignature(node, { authorizer: authorizerId, scopes: [] })
    return () => ({ kind: 'iam' })
  }
  if (type !== 'CUSTOM') throw refuseNode(node, `AuthorizationType ${type} is none; write NONE, AWS_IAM or CUSTOM`)
  const found = resourceNamed(resources, 'AWS::ApiGatewayV2::Authorizer', text(requireMember(node, 'AuthorizerId')))
  if (found === undefined) throw refuseNode(node, 'names no authorizer; write !Ref and the logical id of one')
  return lambdaAuthorizerOf(propertiesOf(found))
}

/** Each authorizer of the API, whether $connect names it or not: its mistakes are told either way. */
export function webSocketAuthorizersOf(
  api: TemplateResource,
  resources: readonly TemplateResource[],
): readonly CompileWebSocketAuthorizer[] {
  return resourcesOfApi(resources, 'AWS::ApiGatewayV2::Authorizer', 'ApiId', api).map((authorizer) =>
    lambdaAuthorizerOf(propertiesOf(authorizer)),
  )
}

function lambdaAuthorizerOf(authorizer: TemplateNode): CompileWebSocketAuthorizer {
  allowOnly(authorizer, AUTHORIZER, {
    AuthorizerPayloadFormatVersion: HTTP_ONLY,
    AuthorizerResultTtlInSeconds: HTTP_ONLY,
    EnableSimpleResponses: HTTP_ONLY,
  })
  const kind = requireMember(authorizer, 'AuthorizerType')
  if (text(kind) !== 'REQUEST') throw refuseNode(kind, 'must be REQUEST in a WebSocket API')
  const identitySources = webSocketIdentitySources(member(authorizer, 'IdentitySource'))
  return (context) => ({
    kind: 'lambda',
    functionArn: functionArnOf(requireMember(authorizer, 'AuthorizerUri'), context),
    identitySources,
  })
}
