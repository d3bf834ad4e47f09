import type { IntegrationDefinition } from '../../definition/integration.ts'
import type { PrivateBackend } from '../../definition/private-backend.ts'
import { parameterNames } from '../../router/route-path.ts'
import { substitutedText, type CompileContext } from '../compile-context.ts'
import { functionArnOf } from '../function-uri.ts'
import { httpParameterMappings } from './http-parameter-mapping.ts'
import { httpResponseMappings } from './http-response-mapping.ts'
import { httpUriOf } from './http-uri.ts'
import { compileServiceIntegration } from './service-integration.ts'
import { integrationTimeout } from '../integration-timeout.ts'
import { isPrivateConnection, privateBackendOf } from '../private-backend.ts'
import { allowOnly, member, members, optionalText, refuseNode, requireMember, text } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

export interface HttpIntegrationNodes {
  readonly node: TemplateNode
  readonly type: string
  readonly uri: TemplateNode | undefined
  readonly method: string | undefined
  readonly payloadFormat: TemplateNode | undefined
  readonly requestParameters: TemplateNode | undefined
  readonly responseParameters: TemplateNode | undefined
  readonly timeout: TemplateNode | undefined
  readonly subtype: TemplateNode | undefined
  readonly credentials: TemplateNode | undefined
  readonly connectionType: TemplateNode | undefined
  readonly connectionId: TemplateNode | undefined
  /** Undefined where a private backend is spoken to without TLS. */
  readonly serverName: TemplateNode | undefined
}

const RESOURCE_PROPERTIES = [
  'ApiId',
  'Description',
  'IntegrationType',
  'IntegrationSubtype',
  'IntegrationUri',
  'IntegrationMethod',
  'PayloadFormatVersion',
  'RequestParameters',
  'ResponseParameters',
  'TimeoutInMillis',
  'ConnectionType',
  'ConnectionId',
  'TlsConfig',
  'CredentialsArn',
]
const TEXT_RESULT_TYPES = { json: 'application/json', text: 'text/plain;charset=utf-8' }
const OPENAPI_KEYS = [
  'type',
  'integrationSubtype',
  'uri',
  'httpMethod',
  'payloadFormatVersion',
  'requestParameters',
  'responseParameters',
  'timeoutInMillis',
  'connectionType',
  'connectionId',
  'tlsConfig',
  'credentials',
]

export function httpIntegrationOfResource(node: TemplateNode): HttpIntegrationNodes {
  allowOnly(node, RESOURCE_PROPERTIES)
  return {
    node,
    type: text(requireMember(node, 'IntegrationType')).toUpperCase(),
    uri: member(node, 'IntegrationUri'),
    method: optionalText(node, 'IntegrationMethod'),
    payloadFormat: member(node, 'PayloadFormatVersion'),
    requestParameters: member(node, 'RequestParameters'),
    responseParameters: member(node, 'ResponseParameters'),
    timeout: member(node, 'TimeoutInMillis'),
    subtype: member(node, 'IntegrationSubtype'),
    credentials: member(node, 'CredentialsArn'),
    connectionType: member(node, 'ConnectionType'),
    connectionId: member(node, 'ConnectionId'),
    serverName: serverNameOf(member(node, 'TlsConfig'), 'ServerNameToVerify'),
  }
}

export function httpIntegrationOfOperation(node: TemplateNode): HttpIntegrationNodes {
  allowOnly(node, OPENAPI_KEYS)
  return {
    node,
    type: text(requireMember(node, 'type')).toUpperCase(),
    uri: member(node, 'uri'),
    method: optionalText(node, 'httpMethod'),
    payloadFormat: member(node, 'payloadFormatVersion'),
    requestParameters: member(node, 'requestParameters'),
    responseParameters: member(node, 'responseParameters'),
    timeout: member(node, 'timeoutInMillis'),
    subtype: member(node, 'integrationSubtype'),
    credentials: member(node, 'credentials'),
    connectionType: member(node, 'connectionType'),
    connectionId: member(node, 'connectionId'),
    serverName: serverNameOf(member(node, 'tlsConfig'), 'serverNameToVerify'),
  }
}

export function compileHttpIntegration(
  nodes: HttpIntegrationNodes,
  routePath: string,
  context: CompileContext,
): IntegrationDefinition {
  const timeoutMilliseconds = integrationTimeout(nodes.timeout, 'HTTP')
  const responses = httpResponseMappings(nodes.responseParameters, context)
  if (nodes.subtype !== undefined) {
    if (nodes.type !== 'AWS_PROXY') throw refuseNode(nodes.node, 'has a subtype; write AWS_PROXY')
    const { subtype } = nodes
    return { ...compileServiceIntegration({ ...nodes, subtype }, context), responses, timeoutMilliseconds }
  }
  if (nodes.uri === undefined) throw refuseNode(nodes.node, 'has no URI')
  const isPrivate = isPrivateConnection(nodes.connectionType)
  if (isPrivate && nodes.type !== 'HTTP_PROXY') throw refuseNode(nodes.node, 'has a VPC link; write HTTP_PROXY')
  if (!isPrivate && nodes.serverName !== undefined) {
    throw refuseNode(nodes.serverName, 'is for VPC links; give a URL whose certificate matches its host')
  }
  switch (nodes.type) {
    case 'AWS_PROXY':
      if (members(nodes.requestParameters).length > 0) {
        throw refuseNode(nodes.node, 'maps parameters of a function call, which is not supported')
      }
      return {
        kind: 'lambda-proxy',
        functionArn: functionArnOf(nodes.uri, context),
        payloadFormat: payloadFormatOf(nodes.payloadFormat),
        textResultType: TEXT_RESULT_TYPES[context.extras['text-result']],
        remappedHeaders: 'documented',
        responses,
        timeoutMilliseconds,
      }
    case 'HTTP_PROXY':
      // It has no event; a version that there is not is a mistake all the same.
      payloadFormatOf(nodes.payloadFormat)
      return {
        kind: 'http-proxy',
        ...(isPrivate
          ? { uri: '', behind: behindLink(nodes, nodes.uri, context) }
          : { uri: httpUriOf(nodes.uri, parameterNames(routePath), context) }),
        method: nodes.method?.toUpperCase() ?? 'ANY',
        mappings: httpParameterMappings(nodes.requestParameters, context),
        remappedHeaders: 'documented',
        responses,
        timeoutMilliseconds,
      }
    default:
      throw refuseNode(nodes.node, `the type ${nodes.type} is not supported; write AWS_PROXY or HTTP_PROXY`)
  }
}

function payloadFormatOf(node: TemplateNode | undefined): '1.0' | '2.0' {
  if (node === undefined) return '1.0'
  // A number in YAML (`2.0`) arrives as 2.
  const version = text(node)
  if (version === '1.0' || version === '1') return '1.0'
  if (version === '2.0' || version === '2') return '2.0'
  throw refuseNode(node, 'must be 1.0 or 2.0')
}

function serverNameOf(tlsConfig: TemplateNode | undefined, key: string): TemplateNode | undefined {
  if (tlsConfig === undefined) return undefined
  allowOnly(tlsConfig, [key])
  return requireMember(tlsConfig, key)
}

/** Behind a link there is no URL: the integration names a listener or a Cloud Map service, which gets path and host as they came. */
function behindLink(
  { connectionId, node, serverName }: HttpIntegrationNodes,
  target: TemplateNode,
  context: CompileContext,
): PrivateBackend {
  if (connectionId === undefined) throw refuseNode(node, 'has a VPC link and does not say which; write ConnectionId')
  if (!/^arn:[\w-]+:(?:elasticloadbalancing|servicediscovery):/.test(substitutedText(target, context))) {
    throw refuseNode(target, 'must be the ARN of a listener or a Cloud Map service, since there is a VPC link')
  }
  const name = serverName && text(serverName)
  if (serverName !== undefined && !/^[\w-]+(?:\.[\w-]+)*$/.test(name ?? ''))
    throw refuseNode(serverName, 'must be a host name')
  return privateBackendOf({ connectionId, target, serverName: name, host: undefined, path: 'request' }, context)
}
