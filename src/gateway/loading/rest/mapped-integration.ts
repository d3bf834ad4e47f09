import type {
  ContentHandling,
  MappedEndpoint,
  MappedIntegration,
  PassthroughBehavior,
  ResponseMapping,
} from '../../definition/mapped-integration.ts'
import { linearRegex, type LinearRegex } from '../../linear-regex/linear-regex.ts'
import { RegexRefused } from '../../linear-regex/regex-tree.ts'
import type { VariablesContext } from '../compile-context.ts'
import { requestMappings, responseMappings } from './mapping-source.ts'
import { mappingTemplates } from './mapping-templates.ts'
import { integer, refuseNode, text, type TemplateNode } from '../template-node.ts'

export interface MappedIntegrationNodes {
  readonly requestParameters: TemplateNode | undefined
  readonly requestTemplates: TemplateNode | undefined
  readonly passthroughBehavior: TemplateNode | undefined
  readonly contentHandling: TemplateNode | undefined
  readonly responses: readonly IntegrationResponseNodes[]
  /** Whether the method response of that status declares the header, given in lower case. */
  readonly declaresHeader: (status: string, header: string) => boolean
}

/** One integration response, in the words of OpenAPI. */
export interface IntegrationResponseNodes {
  readonly node: TemplateNode
  /** Undefined for the default response. */
  readonly selectionPattern: string | undefined
  readonly status: TemplateNode
  readonly parameters: TemplateNode | undefined
  readonly templates: TemplateNode | undefined
  readonly contentHandling: TemplateNode | undefined
}

export function compileMappedIntegration(
  nodes: MappedIntegrationNodes,
  {
    endpoint,
    timeoutMilliseconds,
  }: Pick<MappedIntegration, 'timeoutMilliseconds'> & { readonly endpoint: MappedEndpoint },
  context: VariablesContext,
): MappedIntegration {
  return {
    kind: 'mapped',
    endpoint,
    request: {
      parameters: requestMappings(nodes.requestParameters, context),
      templates: mappingTemplates(nodes.requestTemplates),
      passthrough: passthroughOf(nodes.passthroughBehavior),
      contentHandling: contentHandlingOf(nodes.contentHandling),
    },
    responses: nodes.responses.map((response) => responseOf(response, nodes, context)),
    timeoutMilliseconds,
  }
}

export function contentHandlingOf(node: TemplateNode | undefined): ContentHandling | undefined {
  if (node === undefined) return undefined
  const handling = text(node)
  if (handling === 'CONVERT_TO_BINARY' || handling === 'CONVERT_TO_TEXT') return handling
  throw refuseNode(node, 'must be CONVERT_TO_BINARY or CONVERT_TO_TEXT')
}

export function passthroughOf(node: TemplateNode | undefined): PassthroughBehavior {
  if (node === undefined) return 'WHEN_NO_MATCH'
  const behavior = text(node).toUpperCase()
  if (behavior === 'WHEN_NO_MATCH' || behavior === 'WHEN_NO_TEMPLATES' || behavior === 'NEVER') return behavior
  throw refuseNode(node, 'must be WHEN_NO_MATCH, WHEN_NO_TEMPLATES or NEVER')
}

function responseOf(
  response: IntegrationResponseNodes,
  { declaresHeader }: MappedIntegrationNodes,
  context: VariablesContext,
): ResponseMapping {
  const status = integer(response.status)
  if (status < 200 || status > 599) throw refuseNode(response.status, `the status ${status} is no status`)
  return {
    pattern: patternOf(response),
    status,
    parameters: responseMappings(response.parameters, (header) => declaresHeader(String(status), header), context),
    templates: mappingTemplates(response.templates),
    contentHandling: contentHandlingOf(response.contentHandling),
  }
}

function patternOf({ node, selectionPattern }: IntegrationResponseNodes): LinearRegex | undefined {
  if (selectionPattern === undefined || selectionPattern === '') return undefined
  try {
    return linearRegex(selectionPattern)
  } catch (error) {
    if (error instanceof RegexRefused) throw refuseNode(node, `the selection pattern ${error.message}`)
    throw error
  }
}
