import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { MappedEndpoint } from '../../definition/mapped-integration.ts'
import type { WebSocketIntegration } from '../../definition/websocket-integration.ts'
import { awsServiceEndpoint } from '../aws/aws-uri.ts'
import { serviceIdentity } from '../aws/service-identity.ts'
import { substitutedText, type CompileContext } from '../compile-context.ts'
import { functionArnOf, isFunctionUri } from '../function-uri.ts'
import { httpUriOf } from '../http/http-uri.ts'
import { isPrivateConnection, privateBackendOf, whoeverIsAt } from '../private-backend.ts'
import { contentHandlingOf, passthroughOf } from '../rest/mapped-integration.ts'
import { requestMappings } from '../rest/mapping-source.ts'
import { resourceNamed } from '../template-index.ts'
import { allowOnly, integer, member, optionalText, propertiesOf, refuseNode, requireMember } from '../template-node.ts'
import { text, type TemplateNode } from '../template-node.ts'
import { webSocketResponsesOf } from './websocket-responses.ts'
import { selectedTemplatesOf } from './websocket-templates.ts'
import { webSocketWords } from './websocket-words.ts'

export type CompileWebSocketIntegration = (context: CompileContext) => WebSocketIntegration

const COMMON = [
  'ApiId',
  'Description',
  'IntegrationType',
  'IntegrationUri',
  'IntegrationMethod',
  'ConnectionId',
  'ConnectionType',
  'ContentHandlingStrategy',
  'CredentialsArn',
  'PayloadFormatVersion',
  'TimeoutInMillis',
  // What a proxy integration does anyhow.
  'PassthroughBehavior',
]
const TEMPLATES = ['RequestTemplates', 'TemplateSelectionExpression']
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  AWS_PROXY: COMMON,
  HTTP_PROXY: [...COMMON, 'RequestParameters'],
  AWS: [...COMMON, ...TEMPLATES, 'RequestParameters'],
  HTTP: [...COMMON, ...TEMPLATES, 'RequestParameters'],
  MOCK: [...COMMON, ...TEMPLATES, 'RequestParameters'],
}
const ADVICE = {
  RequestParameters: 'is for other integrations; a function behind AWS_PROXY gets the whole event',
  RequestTemplates: 'is not for proxy integrations, which pass messages on as they are; write AWS or HTTP',
  TemplateSelectionExpression: 'is not for proxy integrations, which have no templates; remove it',
  ResponseParameters: 'is for HTTP APIs; write an IntegrationResponse',
  IntegrationSubtype: 'is for HTTP APIs; call the service from a function',
}

/** What a route's `Target` names. */
export function webSocketIntegrationOf(
  target: TemplateNode,
  resources: readonly TemplateResource[],
): CompileWebSocketIntegration {
  const id = /^integrations\/(.+)$/.exec(text(target))?.[1]
  const resource = id === undefined ? undefined : resourceNamed(resources, 'AWS::ApiGatewayV2::Integration', id)
  if (resource === undefined) throw refuseNode(target, `names no integration: ${text(target)}`)
  const node = propertiesOf(resource)
  const typeNode = requireMember(node, 'IntegrationType')
  const type = text(typeNode).toUpperCase()
  const known = Object.hasOwn(KNOWN, type) ? KNOWN[type] : undefined
  if (known === undefined) {
    throw refuseNode(typeNode, `the type ${type} is none; write AWS_PROXY, AWS, HTTP_PROXY, HTTP or MOCK`)
  }
  allowOnly(node, known, ADVICE)
  const isPrivate = isPrivateConnection(member(node, 'ConnectionType'))
  if (isPrivate && !type.startsWith('HTTP')) {
    throw refuseNode(node, `of the type ${type} has no VPC link; write HTTP or HTTP_PROXY`)
  }
  const responses = webSocketResponsesOf(resource, resources, { isProxy: type.endsWith('_PROXY') })
  return (context) => {
    const timeoutMilliseconds = timeoutOf(member(node, 'TimeoutInMillis'))
    const uri = () => requireMember(node, 'IntegrationUri')
    const decodesMessages = contentHandlingOf(member(node, 'ContentHandlingStrategy')) === 'CONVERT_TO_BINARY'
    const parameters = requestMappings(member(node, 'RequestParameters'), context, webSocketWords)
    const filled = parameters.flatMap(({ name, target: into }) => (into === 'path' ? [name] : []))
    const method = (otherwise: string) => optionalText(node, 'IntegrationMethod')?.toUpperCase() ?? otherwise
    const http = () => ({
      uri: httpUriOf(uri(), filled, context),
      behind: isPrivate ? behindLink(node, context) : undefined,
      method: method('ANY'),
    })
    const mapped = (endpoint: MappedEndpoint): WebSocketIntegration => ({
      kind: 'mapped',
      endpoint,
      request: {
        parameters,
        passthrough: passthroughOf(member(node, 'PassthroughBehavior')),
        contentHandling: contentHandlingOf(member(node, 'ContentHandlingStrategy')),
        ...selectedTemplatesOf(
          member(node, 'RequestTemplates'),
          member(node, 'TemplateSelectionExpression'),
          'message',
        ),
      },
      responses: responses(context),
      timeoutMilliseconds,
    })
    switch (type) {
      case 'AWS_PROXY':
        return { kind: 'function', functionArn: functionArnOf(uri(), context), decodesMessages, timeoutMilliseconds }
      case 'HTTP_PROXY':
        return { kind: 'http-proxy', ...http(), decodesMessages, parameters, timeoutMilliseconds }
      case 'HTTP':
        return mapped({ kind: 'http', ...http() })
      case 'AWS':
        if (!isFunctionUri(uri(), context)) {
          const named = { credentials: member(node, 'CredentialsArn'), written: 'CredentialsArn' }
          const identity = serviceIdentity(node, named, context.awsPlaces)
          return mapped(awsServiceEndpoint(uri(), { filled, method: method('POST'), identity }, context))
        }
        return mapped({ kind: 'function', functionArn: functionArnOf(uri(), context) })
      default:
        return mapped({ kind: 'mock' })
    }
  }
}

function behindLink(node: TemplateNode, context: CompileContext) {
  const uri = substitutedText(requireMember(node, 'IntegrationUri'), context)
  const connectionId = requireMember(node, 'ConnectionId')
  return privateBackendOf({ connectionId, target: undefined, ...whoeverIsAt(uri), path: 'uri' }, context)
}

function timeoutOf(node: TemplateNode | undefined): number {
  const milliseconds = node === undefined ? 29_000 : integer(node)
  if (node !== undefined && (milliseconds < 50 || milliseconds > 29_000)) {
    throw refuseNode(node, 'must be from 50 to 29000 milliseconds')
  }
  return milliseconds
}
