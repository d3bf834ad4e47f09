import type { IntegrationDefinition } from '../definition/integration.ts'
import { parameterNames } from '../router/route-path.ts'
import type { CompileContext } from './compile-context.ts'
import { functionArnOf } from './function-uri.ts'
import { httpUriOf } from './http-uri.ts'
import { integrationTimeout } from './integration-timeout.ts'
import { compileMockIntegration, type MockResponseNodes } from './mock-integration.ts'
import { restParameterMappings } from './rest-parameter-mapping.ts'
import { allowOnly, items, member, members, optionalText, refuseNode, requireMember, text } from './template-node.ts'
import type { TemplateNode } from './template-node.ts'

/** `x-amazon-apigateway-integration`, or the `Integration` of a Method: the same settings under two spellings. */
export type RestIntegrationSpelling = 'openapi' | 'resource'

const WITHOUT_EFFECT = ['credentials', 'cacheKeyParameters', 'cacheNamespace', 'passthroughBehavior']
const KNOWN = ['type', 'uri', 'httpMethod', 'requestParameters', 'requestTemplates', 'timeoutInMillis', 'responses']
const ADVICE = {
  contentHandling: 'is not supported; a proxy integration passes bodies on as they are',
  responseTransferMode: 'is not supported; remove it (HTTP_PROXY responses are streamed anyway)',
}
const INSTEAD = 'is not supported; write AWS_PROXY, HTTP_PROXY, or MOCK with static templates'

export function compileRestIntegration(
  node: TemplateNode,
  routePath: string,
  spelling: RestIntegrationSpelling,
): (context: CompileContext) => IntegrationDefinition {
  const keyOf = spelling === 'openapi' ? (key: string) => key : resourceKey
  allowOnly(node, [...KNOWN, ...WITHOUT_EFFECT, 'connectionType'].map(keyOf), {
    ...ADVICE,
    ...Object.fromEntries(Object.entries(ADVICE).map(([key, advice]) => [resourceKey(key), advice])),
  })
  const setting = (key: string) => member(node, keyOf(key))
  const type = text(requireMember(node, keyOf('type'))).toUpperCase()
  const connectionType = setting('connectionType')
  if (connectionType !== undefined && text(connectionType) !== 'INTERNET') {
    throw refuseNode(connectionType, 'is not supported; write INTERNET and a URL that this gateway can reach')
  }
  return (context) => {
    const timeoutMilliseconds = integrationTimeout(setting('timeoutInMillis'), 'REST')
    const uri = () => requireMember(node, keyOf('uri'))
    switch (type) {
      case 'AWS_PROXY':
        return {
          kind: 'lambda-proxy',
          functionArn: functionArnOf(uri(), context),
          payloadFormat: '1.0',
          timeoutMilliseconds,
        }
      case 'HTTP_PROXY': {
        const mappings = restParameterMappings(setting('requestParameters'), context)
        const filled = mappings.flatMap((mapping) => (mapping.target === 'path' ? [mapping.name] : []))
        return {
          kind: 'http-proxy',
          uri: httpUriOf(uri(), [...filled, ...parameterNames(routePath)], context),
          method: optionalText(node, keyOf('httpMethod'))?.toUpperCase() ?? 'ANY',
          mappings,
          timeoutMilliseconds,
        }
      }
      case 'MOCK':
        return compileMockIntegration(node, setting('requestTemplates'), responsesOf(node, spelling))
      default:
        throw refuseNode(node, `the type ${type} ${INSTEAD}`)
    }
  }
}

function resourceKey(key: string): string {
  if (key === 'httpMethod') return 'IntegrationHttpMethod'
  if (key === 'responses') return 'IntegrationResponses'
  return key.charAt(0).toUpperCase() + key.slice(1)
}

function responsesOf(node: TemplateNode, spelling: RestIntegrationSpelling): readonly MockResponseNodes[] {
  if (spelling === 'openapi') {
    return members(member(node, 'responses')).map(([pattern, response]) => ({
      node: response,
      selectionPattern: pattern === 'default' ? undefined : pattern,
      status: requireMember(response, 'statusCode'),
      parameters: member(response, 'responseParameters'),
      templates: member(response, 'responseTemplates'),
    }))
  }
  return items(member(node, 'IntegrationResponses')).map((response) => ({
    node: response,
    selectionPattern: optionalText(response, 'SelectionPattern'),
    status: requireMember(response, 'StatusCode'),
    parameters: member(response, 'ResponseParameters'),
    templates: member(response, 'ResponseTemplates'),
  }))
}
