import type { MappingPart, ParameterMapping } from '../../definition/parameter-mapping.ts'
import type { VariablesContext } from '../compile-context.ts'
import { isFramingHeader } from '../../request/framing-headers.ts'
import { contextVariableName, requestVariables } from '../context-variable-name.ts'
import { members, refuseNode, text, type TemplateNode } from '../template-node.ts'

/** REST `requestParameters`: `integration.request.{header|querystring|path}.N` from one source. */
export function restParameterMappings(
  node: TemplateNode | undefined,
  context: VariablesContext,
): readonly ParameterMapping[] {
  return members(node).map(([key, source]) => {
    const [, target, name] = /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(key) ?? []
    if (name === undefined || (target !== 'header' && target !== 'querystring' && target !== 'path')) {
      throw refuseNode(source, 'must be integration.request.header, .querystring or .path with a name')
    }
    if (target === 'header' && isFramingHeader(name)) throw refuseNode(source, 'may not be mapped')
    return { action: 'overwrite', target, name, value: [restMappingSource(source, context)] }
  })
}

/** How a kind of API spells what is mapped. */
export interface MappingWords {
  readonly request: 'method.request' | 'route.request'
  readonly variables: ReadonlySet<string>
}

export const restWords: MappingWords = { request: 'method.request', variables: requestVariables }

/** `method.request.…`, `context.…`, `stageVariables.…` or `'static'`. */
export function restMappingSource(
  node: TemplateNode,
  context: VariablesContext,
  words: MappingWords = restWords,
): MappingPart {
  const source = text(node)
  const literal = /^'(.*)'$/s.exec(source)?.[1]
  if (literal !== undefined) return { from: 'literal', text: literal }
  const requested = source.startsWith(`${words.request}.`) ? source.slice(words.request.length + 1) : ''
  const [, place, name] = /^(header|querystring|path)\.(.+)$/.exec(requested) ?? []
  if (name !== undefined && (place === 'header' || place === 'querystring' || place === 'path')) {
    return { from: place, name }
  }
  const [, many, named] = /^multivalue(header|querystring)\.(.+)$/.exec(requested) ?? []
  if (named !== undefined) {
    return { from: many === 'header' ? 'multi-value-header' : 'multi-value-querystring', name: named }
  }
  if (source.startsWith('context.')) {
    return { from: 'context', name: contextVariableName(node, source.slice(8), words.variables) }
  }
  if (source.startsWith('stageVariables.')) {
    const variable = source.slice('stageVariables.'.length)
    if (!Object.hasOwn(context.stageVariables, variable)) throw refuseNode(node, `the stage does not set ${variable}`)
    return { from: 'literal', text: context.stageVariables[variable] ?? '' }
  }
  throw refuseNode(
    node,
    `must be ${words.request}.…, context.…, stageVariables.… or a text in single quotes; request bodies can't be mapped`,
  )
}
