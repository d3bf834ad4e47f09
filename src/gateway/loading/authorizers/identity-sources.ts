import type { IdentitySource } from '../../definition/authorizer.ts'
import { contextVariableName } from '../context-variable-name.ts'
import { refuseNode, text, texts, type TemplateNode } from '../template-node.ts'

const NAME = "[!#$%&'*+.^`|~\\w-]+"
const REST_REQUEST = new RegExp(`^method\\.request\\.(header|querystring)\\.(${NAME})$`)
const WEBSOCKET_REQUEST = new RegExp(`^route\\.request\\.(header|querystring)\\.(${NAME})$`)
const HTTP_REQUEST = new RegExp(`^\\$request\\.(header|querystring)\\.(${NAME})$`)

/** REST `REQUEST`: a list between commas of `method.request.header.X`, `….querystring.x`, `stageVariables.x`, `context.x`. */
export function restIdentitySources(node: TemplateNode | undefined): readonly IdentitySource[] {
  if (node === undefined) return []
  const sources = text(node)
    .split(',')
    .map((source) => source.trim())
    .filter((source) => source !== '')
  return sources.map((source) => sourceOf(node, source, REST_REQUEST))
}

/** HTTP `REQUEST`: `$request.header.X`, `$request.querystring.x`, `$context.x`, `$stageVariables.x`. */
export function httpIdentitySources(node: TemplateNode | undefined): readonly IdentitySource[] {
  if (node === undefined) return []
  const written = Array.isArray(node.value) ? texts(node) : text(node).split(',')
  const sources = written.map((source) => source.trim()).filter((source) => source !== '')
  return sources.map((source) => {
    if (!source.startsWith('$')) throw refuseNode(node, `has the source ${source}; write $request.header.Authorization`)
    return sourceOf(node, source.startsWith('$request.') ? source : source.slice(1), HTTP_REQUEST)
  })
}

/** WebSocket: `route.request.header.X`, `route.request.querystring.x`, `stageVariables.x`. */
export function webSocketIdentitySources(node: TemplateNode | undefined): readonly IdentitySource[] {
  if (node === undefined) return []
  const written = Array.isArray(node.value) ? texts(node) : text(node).split(',')
  const sources = written.map((source) => source.trim()).filter((source) => source !== '')
  return sources.map((written) => {
    const source = sourceOf(node, written, WEBSOCKET_REQUEST)
    if (source.from === 'context') throw refuseNode(node, `has the source ${written}; write route.request.header.Name`)
    return source
  })
}

function sourceOf(node: TemplateNode, source: string, request: RegExp): IdentitySource {
  const [, place, name] = request.exec(source) ?? []
  if (name !== undefined && (place === 'header' || place === 'querystring')) return { from: place, name }
  const variable = /^stageVariables\.(\w+)$/.exec(source)?.[1]
  if (variable !== undefined) return { from: 'stage-variable', name: variable }
  const context = /^context\.(.+)$/.exec(source)?.[1]
  if (context !== undefined && !context.startsWith('authorizer.')) {
    return { from: 'context', name: contextVariableName(node, context) }
  }
  throw refuseNode(node, `has the source ${source}: not a header, a query parameter, a stage variable or the context`)
}
