import type { ParameterMapping } from '../../definition/parameter-mapping.ts'
import type { CompileContext } from '../compile-context.ts'
import { httpMappingParts, requireMappable } from './http-mapping-parts.ts'
import { members, refuseNode, type TemplateNode } from '../template-node.ts'

/** HTTP API `requestParameters`: `append|overwrite|remove:header.X`, `…:querystring.X`, `overwrite:path`. */
export function httpParameterMappings(
  node: TemplateNode | undefined,
  context: CompileContext,
): readonly ParameterMapping[] {
  return members(node).map(([key, source]) => {
    if (key === 'overwrite:path') {
      return { action: 'overwrite', target: 'path', name: '', value: httpMappingParts(source, 'request', context) }
    }
    const [, action, target, name] = /^(append|overwrite|remove):(header|querystring)\.(.+)$/.exec(key) ?? []
    if (name === undefined || (target !== 'header' && target !== 'querystring')) {
      throw refuseNode(
        source,
        'must be append, overwrite or remove with :header.X or :querystring.X, or overwrite:path',
      )
    }
    if (target === 'header') requireMappable(source, name)
    if (action === 'remove') return { action, target, name, value: [] }
    return {
      action: action === 'append' ? 'append' : 'overwrite',
      target,
      name,
      value: httpMappingParts(source, 'request', context),
    }
  })
}
