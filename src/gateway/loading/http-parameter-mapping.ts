import type { MappingPart, ParameterMapping } from '../definition/parameter-mapping.ts'
import type { CompileContext } from './compile-context.ts'
import { contextVariableName } from './context-variable-name.ts'
import { members, refuseNode, text, type TemplateNode } from './template-node.ts'

/** Headers that an HTTP API refuses to map (developer guide, "Reserved headers"). */
const RESERVED = new Set([
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-location',
  'forwarded',
  'host',
  'keep-alive',
  'origin',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailers',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
])
const RESERVED_PREFIX = /^(?:access-control-|apigw-|x-amz-|x-amzn-)/
const VARIABLE = /\$\{([^}]+)\}|\$((?:request|context|stageVariables)(?:\.[\w.:-]+)*)/g

/** HTTP API `requestParameters`: `append|overwrite|remove:header.X`, `…:querystring.X`, `overwrite:path`. */
export function httpParameterMappings(
  node: TemplateNode | undefined,
  context: CompileContext,
): readonly ParameterMapping[] {
  return members(node).map(([key, source]) => {
    if (key === 'overwrite:path') {
      return { action: 'overwrite', target: 'path', name: '', value: partsOf(source, context) }
    }
    const [, action, target, name] = /^(append|overwrite|remove):(header|querystring)\.(.+)$/.exec(key) ?? []
    if (name === undefined || (target !== 'header' && target !== 'querystring')) {
      throw refuseNode(
        source,
        'must be append, overwrite or remove with :header.X or :querystring.X, or overwrite:path',
      )
    }
    if (target === 'header' && isReserved(name)) throw refuseNode(source, `the header ${name} is reserved`)
    if (action === 'remove') return { action, target, name, value: [] }
    return { action: action === 'append' ? 'append' : 'overwrite', target, name, value: partsOf(source, context) }
  })
}

function isReserved(header: string): boolean {
  const name = header.toLowerCase()
  return RESERVED.has(name) || RESERVED_PREFIX.test(name)
}

function partsOf(node: TemplateNode, context: CompileContext): readonly MappingPart[] {
  const value = text(node)
  const parts: MappingPart[] = []
  let end = 0
  for (const match of value.matchAll(VARIABLE)) {
    if (match.index > end) parts.push({ from: 'literal', text: value.slice(end, match.index) })
    parts.push(partOf(node, match[1] ?? match[2] ?? '', context))
    end = match.index + match[0].length
  }
  if (end < value.length) parts.push({ from: 'literal', text: value.slice(end) })
  return parts
}

function partOf(node: TemplateNode, variable: string, context: CompileContext): MappingPart {
  if (variable === 'request.path') return { from: 'whole-path' }
  const [, place, name] = /^request\.(header|querystring|path)\.(.+)$/.exec(variable) ?? []
  if (name !== undefined && (place === 'header' || place === 'querystring' || place === 'path')) {
    return { from: place, name }
  }
  if (variable.startsWith('context.')) return { from: 'context', name: contextVariableName(node, variable.slice(8)) }
  const stageVariable = /^stageVariables\.(.+)$/.exec(variable)?.[1]
  if (stageVariable !== undefined && Object.hasOwn(context.stageVariables, stageVariable)) {
    return { from: 'literal', text: context.stageVariables[stageVariable] ?? '' }
  }
  throw refuseNode(node, `reads $${variable}, which is not supported`)
}
