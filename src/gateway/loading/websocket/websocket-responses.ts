import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { WebSocketResponseMapping } from '../../definition/websocket-integration.ts'
import { RegexRefused } from '../../linear-regex/regex-tree.ts'
import { linearRegex, type LinearRegex } from '../../linear-regex/linear-regex.ts'
import type { CompileContext } from '../compile-context.ts'
import { contentHandlingOf } from '../rest/mapped-integration.ts'
import { responseMappings } from '../rest/mapping-source.ts'
import { allowOnly, member, optionalText, propertiesOf, refuseNode, requireMember, text } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'
import { webSocketWords } from './websocket-words.ts'
import { selectedTemplatesOf } from './websocket-templates.ts'

const RESPONSE = [
  'ApiId',
  'IntegrationId',
  'IntegrationResponseKey',
  'ContentHandlingStrategy',
  'ResponseParameters',
  'ResponseTemplates',
  'TemplateSelectionExpression',
]

/** The IntegrationResponse resources of one integration: those with patterns first, then the default. */
export function webSocketResponsesOf(
  integration: TemplateResource,
  resources: readonly TemplateResource[],
  { isProxy }: { readonly isProxy: boolean },
): (context: CompileContext) => readonly WebSocketResponseMapping[] {
  const nodes = resources.flatMap((resource) => {
    if (resource.type !== 'AWS::ApiGatewayV2::IntegrationResponse') return []
    const node = propertiesOf(resource)
    return optionalText(node, 'IntegrationId') === integration.physicalId ? [node] : []
  })
  const seen = new Set<string>()
  for (const node of nodes) {
    if (isProxy) throw refuseNode(node, 'is for an integration that passes answers on as they are; write AWS or HTTP')
    allowOnly(node, RESPONSE)
    const key = text(requireMember(node, 'IntegrationResponseKey'))
    if (seen.has(key)) throw refuseNode(node, `has the IntegrationResponseKey ${key}, which is there twice`)
    seen.add(key)
  }
  return (context) => nodes.map((node) => responseOf(node, context))
}

function responseOf(node: TemplateNode, context: CompileContext): WebSocketResponseMapping {
  return {
    pattern: patternOf(requireMember(node, 'IntegrationResponseKey')),
    parameters: responseMappings(member(node, 'ResponseParameters'), () => true, context, webSocketWords),
    contentHandling: contentHandlingOf(member(node, 'ContentHandlingStrategy')),
    ...selectedTemplatesOf(member(node, 'ResponseTemplates'), member(node, 'TemplateSelectionExpression'), 'response'),
  }
}

/** `$default`, `/2\d\d/`, or a text that is meant to the letter. */
function patternOf(node: TemplateNode): LinearRegex | undefined {
  const key = text(node)
  if (key === '$default' || key === '\\$default') return undefined
  const source = /^\/(.+)\/$/s.exec(key)?.[1] ?? key.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  try {
    return linearRegex(source)
  } catch (error) {
    if (error instanceof RegexRefused) throw refuseNode(node, `the key ${error.message}`)
    throw error
  }
}
