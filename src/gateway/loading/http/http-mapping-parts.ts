import type { PayloadMappingPart } from '../../definition/parameter-mapping.ts'
import { JsonPathRefused, parseJsonPath } from '../../json-path/json-path.ts'
import type { CompileContext } from '../compile-context.ts'
import { contextVariableName } from '../context-variable-name.ts'
import { refuseNode, text, type TemplateNode } from '../template-node.ts'

/** Whose parameters are mapped, and so what there is to read. */
export type MappedMessage = 'request' | 'response'

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
const VARIABLE = /\$\{([^}]+)\}|\$((?:request|response|context|stageVariables)(?:\.{1,2}[\w:-]+|\[[^\]]*\])*)/g

/** The header of a mapping's target; those that API Gateway keeps to itself are refused. */
export function requireMappable(node: TemplateNode, header: string): string {
  const name = header.toLowerCase()
  if (RESERVED.has(name) || RESERVED_PREFIX.test(name)) throw refuseNode(node, `the header ${header} is reserved`)
  return header
}

/** A value with `$request.…`, `$response.…`, `$context.…` and `$stageVariables.…` in it, bare or in braces. */
export function httpMappingParts(
  node: TemplateNode,
  message: MappedMessage,
  context: CompileContext,
): readonly PayloadMappingPart[] {
  const value = text(node)
  const parts: PayloadMappingPart[] = []
  let end = 0
  for (const match of value.matchAll(VARIABLE)) {
    if (match.index > end) parts.push({ from: 'literal', text: value.slice(end, match.index) })
    parts.push(partOf(node, match[1] ?? match[2] ?? '', { message, context }))
    end = match.index + match[0].length
  }
  if (end < value.length) parts.push({ from: 'literal', text: value.slice(end) })
  return parts
}

function partOf(
  node: TemplateNode,
  variable: string,
  { context, message }: { readonly message: MappedMessage; readonly context: CompileContext },
): PayloadMappingPart {
  if (variable.startsWith('context.')) return { from: 'context', name: contextVariableName(node, variable.slice(8)) }
  const stageVariable = /^stageVariables\.(.+)$/.exec(variable)?.[1]
  if (stageVariable !== undefined && Object.hasOwn(context.stageVariables, stageVariable)) {
    return { from: 'literal', text: context.stageVariables[stageVariable] ?? '' }
  }
  const ofMessage = variable.startsWith(`${message}.`) ? variable.slice(message.length + 1) : ''
  const part = bodyPart(node, ofMessage) ?? (message === 'request' ? requestPart(ofMessage) : responsePart(ofMessage))
  if (part === undefined) throw refuseNode(node, `reads $${variable}, which is not supported here`)
  return part
}

function requestPart(variable: string): PayloadMappingPart | undefined {
  if (variable === 'path') return { from: 'whole-path' }
  const [, place, name] = /^(header|querystring|path)\.(.+)$/.exec(variable) ?? []
  if (name === undefined || (place !== 'header' && place !== 'querystring' && place !== 'path')) return undefined
  return { from: place, name }
}

function responsePart(variable: string): PayloadMappingPart | undefined {
  const name = /^header\.(.+)$/.exec(variable)?.[1]
  return name === undefined ? undefined : { from: 'response-header', name }
}

/** HTTP APIs: neither recursive descent nor filters. */
function bodyPart(node: TemplateNode, variable: string): PayloadMappingPart | undefined {
  if (variable === 'body') return { from: 'body', path: undefined }
  if (!/^body[.[]/.test(variable)) return undefined
  try {
    const path = parseJsonPath(`$${variable.slice('body'.length)}`)
    const isPlain = path.every((step) => step.kind !== 'filter' && !('isDeep' in step && step.isDeep))
    if (isPlain) return { from: 'body', path }
  } catch (error) {
    if (!(error instanceof JsonPathRefused)) throw error
  }
  throw refuseNode(node, `reads $${variable}: write a JSONPath without .. and without filters`)
}
