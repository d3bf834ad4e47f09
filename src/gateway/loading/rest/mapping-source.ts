import type { RestMappingSource, RestParameterMapping } from '../../definition/mapped-integration.ts'
import { JsonPathRefused, parseJsonPath } from '../../json-path/json-path.ts'
import { isFramingHeader } from '../../request/framing-headers.ts'
import type { VariablesContext } from '../compile-context.ts'
import { restMappingSource, restWords, type MappingWords } from './rest-parameter-mapping.ts'
import { members, refuseNode, text, type TemplateNode } from '../template-node.ts'

/** `requestParameters` of HTTP, AWS and MOCK, which may read the body too. */
export function requestMappings(
  node: TemplateNode | undefined,
  context: VariablesContext,
  words: MappingWords = restWords,
): readonly RestParameterMapping[] {
  return members(node).map(([key, value]) => {
    const [, target, name] = /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(key) ?? []
    if (name === undefined || (target !== 'header' && target !== 'querystring' && target !== 'path')) {
      throw refuseNode(value, 'must be integration.request.header, .querystring or .path with a name')
    }
    if (target === 'header' && isFramingHeader(name)) throw refuseNode(value, 'may not be mapped')
    return { target, name, source: requestSource(value, context, words) }
  })
}

/** `responseParameters`, whose targets the method response must declare. */
export function responseMappings(
  node: TemplateNode | undefined,
  isDeclared: (header: string) => boolean,
  context: VariablesContext,
  words: MappingWords = restWords,
): readonly RestParameterMapping[] {
  return members(node).map(([key, value]) => {
    const name = /^(?:method|route)\.response\.header\.([!#$%&'*+.^`|~\w-]+)$/.exec(key)?.[1]
    if (name === undefined) throw refuseNode(value, 'must be method.response.header.<Name>')
    if (!isDeclared(name.toLowerCase())) {
      throw refuseNode(value, `sets ${name}, which the method response does not declare; add it there`)
    }
    return { target: 'header', name, source: responseSource(value, context, words) }
  })
}

function requestSource(node: TemplateNode, context: VariablesContext, words: MappingWords): RestMappingSource {
  return bodySource(node, `${words.request}.body`) ?? restMappingSource(node, context, words)
}

function responseSource(node: TemplateNode, context: VariablesContext, words: MappingWords): RestMappingSource {
  const source = text(node)
  const [, multiple, name] = /^integration\.response\.(multivalue)?header\.(.+)$/.exec(source) ?? []
  if (name !== undefined) {
    return { from: multiple === undefined ? 'response-header' : 'response-multi-value-header', name }
  }
  return bodySource(node, 'integration.response.body') ?? restMappingSource(node, context, words)
}

function bodySource(node: TemplateNode, whole: string): RestMappingSource | undefined {
  const source = text(node)
  if (source === whole) return { from: 'body', path: undefined }
  if (!source.startsWith(`${whole}.`) && !source.startsWith(`${whole}[`)) return undefined
  try {
    return { from: 'body', path: parseJsonPath(`$${source.slice(whole.length)}`) }
  } catch (error) {
    if (error instanceof JsonPathRefused) throw refuseNode(node, `is ${error.message}`)
    throw error
  }
}
