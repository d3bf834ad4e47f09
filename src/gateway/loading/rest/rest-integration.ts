import type { IntegrationDefinition } from '../../definition/integration.ts'
import type { MappedEndpoint } from '../../definition/mapped-integration.ts'
import { parameterNames } from '../../router/route-path.ts'
import { substitutedText, type CompileContext } from '../compile-context.ts'
import { invokedFunctionOf, isFunctionUri } from '../function-uri.ts'
import { httpUriOf } from '../http/http-uri.ts'
import { integrationTimeout } from '../integration-timeout.ts'
import { awsServiceEndpoint } from '../aws/aws-uri.ts'
import { serviceIdentity } from '../aws/service-identity.ts'
import { isPrivateConnection, privateBackendOf, whoeverIsAt } from '../private-backend.ts'
import { compileMappedIntegration, contentHandlingOf, type IntegrationResponseNodes } from './mapped-integration.ts'
import { requestMappings } from './mapping-source.ts'
import { isResponseStreamed } from './response-transfer.ts'
import { restParameterMappings } from './rest-parameter-mapping.ts'
import {
  allowOnly,
  isTrue,
  items,
  member,
  members,
  optionalText,
  refuseNode,
  requireMember,
  text,
} from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

/** `x-amazon-apigateway-integration`, or the `Integration` of a Method: the same settings under two spellings. */
export type RestIntegrationSpelling = 'openapi' | 'resource'

export interface RestMethodNodes {
  readonly path: string
  readonly spelling: RestIntegrationSpelling
  /** Whether the method response of that status declares the header, given in lower case. */
  readonly declaresHeader: (status: string, header: string) => boolean
}

const WITHOUT_EFFECT = ['credentials', 'cacheKeyParameters', 'cacheNamespace']
const KNOWN = [
  'type',
  'uri',
  'httpMethod',
  'requestParameters',
  'requestTemplates',
  'passthroughBehavior',
  'contentHandling',
  'timeoutInMillis',
  'responses',
  'connectionType',
  'connectionId',
  'integrationTarget',
  'tlsConfig',
  'responseTransferMode',
]

export function compileRestIntegration(
  node: TemplateNode,
  { path, spelling, declaresHeader }: RestMethodNodes,
): (context: CompileContext) => IntegrationDefinition {
  const keyOf = spelling === 'openapi' ? (key: string) => key : resourceKey
  allowOnly(node, [...KNOWN, ...WITHOUT_EFFECT].map(keyOf))
  const setting = (key: string) => member(node, keyOf(key))
  const type = text(requireMember(node, keyOf('type'))).toUpperCase()
  const isPrivate = isPrivateConnection(setting('connectionType'))
  if (isPrivate && type !== 'HTTP' && type !== 'HTTP_PROXY') {
    throw refuseNode(node, `of the type ${type} has no VPC link; write HTTP or HTTP_PROXY`)
  }
  refuseUnverified(setting('tlsConfig'))
  const isStreamed = isResponseStreamed(node, type, keyOf)
  if (type.endsWith('_PROXY')) refuseConversion(type, setting('contentHandling'))
  return (context) => {
    const timeoutMilliseconds = integrationTimeout(setting('timeoutInMillis'), isStreamed ? 'STREAM' : 'REST')
    const uri = () => requireMember(node, keyOf('uri'))
    const behind = () =>
      isPrivate
        ? privateBackendOf(
            {
              connectionId: requireMember(node, keyOf('connectionId')),
              target: setting('integrationTarget'),
              ...whoeverIsAt(substitutedText(uri(), context)),
              path: 'uri',
            },
            context,
          )
        : undefined
    const method = (otherwise = 'ANY') => optionalText(node, keyOf('httpMethod'))?.toUpperCase() ?? otherwise
    const mapped = (endpoint: MappedEndpoint) =>
      compileMappedIntegration(
        {
          requestParameters: setting('requestParameters'),
          requestTemplates: setting('requestTemplates'),
          passthroughBehavior: setting('passthroughBehavior'),
          contentHandling: setting('contentHandling'),
          responses: responsesOf(node, spelling),
          declaresHeader,
        },
        { endpoint, timeoutMilliseconds },
        context,
      )
    switch (type) {
      case 'AWS_PROXY':
        requirePost(setting('httpMethod'))
        return {
          kind: 'lambda-proxy',
          functionArn: invokedFunctionOf(uri(), context, { isStreamed }),
          payloadFormat: '1.0',
          textResultType: 'application/json',
          remappedHeaders: context.extras['remapped-headers'],
          responses: new Map(),
          timeoutMilliseconds,
          ...(isStreamed && { isStreamed }),
        }
      case 'HTTP_PROXY': {
        const mappings = restParameterMappings(setting('requestParameters'), context)
        return {
          kind: 'http-proxy',
          uri: httpUriOf(uri(), [...pathTargets(mappings), ...parameterNames(path)], context),
          behind: behind(),
          method: method(),
          mappings,
          remappedHeaders: context.extras['remapped-headers'],
          responses: new Map(),
          timeoutMilliseconds,
          ...(isStreamed && { isStreamed }),
        }
      }
      case 'AWS':
        if (!isFunctionUri(uri(), context)) {
          const named = { credentials: setting('credentials'), written: keyOf('credentials') }
          const identity = serviceIdentity(node, named, context.awsPlaces)
          const filled = pathTargets(requestMappings(setting('requestParameters'), context))
          return mapped(awsServiceEndpoint(uri(), { filled, method: method('POST'), identity }, context))
        }
        requirePost(setting('httpMethod'))
        return mapped({ kind: 'function', functionArn: invokedFunctionOf(uri(), context) })
      case 'HTTP': {
        const filled = pathTargets(requestMappings(setting('requestParameters'), context))
        return mapped({
          kind: 'http',
          uri: httpUriOf(uri(), [...filled, ...parameterNames(path)], context),
          behind: behind(),
          method: method(),
        })
      }
      case 'MOCK':
        return mapped({ kind: 'mock' })
      default:
        throw refuseNode(node, `the type ${type} is none; write AWS_PROXY, AWS, HTTP_PROXY, HTTP or MOCK`)
    }
  }
}

/** A function gets text, or base64 of what is binary: that is what CONVERT_TO_TEXT asks for. */
function refuseConversion(type: string, node: TemplateNode | undefined) {
  if (node === undefined || (type === 'AWS_PROXY' && contentHandlingOf(node) === 'CONVERT_TO_TEXT')) return
  throw refuseNode(node, 'is not supported; a proxy integration passes bodies on as they are')
}

function refuseUnverified(node: TemplateNode | undefined) {
  if (node === undefined) return
  allowOnly(node, ['insecureSkipVerification'])
  const skips = member(node, 'insecureSkipVerification')
  if (skips !== undefined && isTrue(skips)) {
    throw refuseNode(
      skips,
      'is not supported; give this process the authority of the certificate (NODE_EXTRA_CA_CERTS)',
    )
  }
}

/** API Gateway: functions are invoked by POST, and an integration with another method fails. */
function requirePost(node: TemplateNode | undefined) {
  if (node !== undefined && text(node).toUpperCase() !== 'POST') {
    throw refuseNode(node, 'must be POST, whatever method the route has: that is how functions are invoked')
  }
}

function pathTargets(mappings: readonly { readonly target: string; readonly name: string }[]): readonly string[] {
  return mappings.flatMap(({ target, name }) => (target === 'path' ? [name] : []))
}

function resourceKey(key: string): string {
  if (key === 'httpMethod') return 'IntegrationHttpMethod'
  if (key === 'responses') return 'IntegrationResponses'
  return key.charAt(0).toUpperCase() + key.slice(1)
}

function responsesOf(node: TemplateNode, spelling: RestIntegrationSpelling): readonly IntegrationResponseNodes[] {
  if (spelling === 'openapi') {
    return members(member(node, 'responses')).map(([pattern, response]) => ({
      node: response,
      selectionPattern: pattern === 'default' ? undefined : pattern,
      status: requireMember(response, 'statusCode'),
      parameters: member(response, 'responseParameters'),
      templates: member(response, 'responseTemplates'),
      contentHandling: member(response, 'contentHandling'),
    }))
  }
  return items(member(node, 'IntegrationResponses')).map((response) => ({
    node: response,
    selectionPattern: optionalText(response, 'SelectionPattern'),
    status: requireMember(response, 'StatusCode'),
    parameters: member(response, 'ResponseParameters'),
    templates: member(response, 'ResponseTemplates'),
    contentHandling: member(response, 'ContentHandling'),
  }))
}
