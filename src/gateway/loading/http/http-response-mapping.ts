import type { ResponseParameterMapping, ResponseParameterMappings } from '../../definition/parameter-mapping.ts'
import type { CompileContext } from '../compile-context.ts'
import { httpMappingParts, requireMappable } from './http-mapping-parts.ts'
import { allowOnly, items, member, members, refuseNode, requireMember, text } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

/** `responseParameters` of an HTTP API's integration: by status, in OpenAPI's spelling or in CloudFormation's. */
export function httpResponseMappings(
  node: TemplateNode | undefined,
  context: CompileContext,
): ResponseParameterMappings {
  return new Map(
    members(node).map(([status, changes]) => {
      if (!/^[1-5]\d\d$/.test(status)) throw refuseNode(changes, 'must be under a status from 100 to 599')
      return [Number(status), changesOf(changes).map(([key, source]) => mappingOf(key, source, context))]
    }),
  )
}

function changesOf(node: TemplateNode): readonly (readonly [string, TemplateNode])[] {
  const list = member(node, 'ResponseParameters')
  if (list === undefined) return members(node)
  allowOnly(node, ['ResponseParameters'])
  return items(list).map((change) => {
    allowOnly(change, ['Destination', 'Source'])
    return [text(requireMember(change, 'Destination')), requireMember(change, 'Source')]
  })
}

function mappingOf(key: string, source: TemplateNode, context: CompileContext): ResponseParameterMapping {
  const parts = () => httpMappingParts(source, 'response', context)
  if (key === 'overwrite:statuscode') {
    const value = parts()
    const [first, ...others] = value
    const isNoAnswer = first?.from === 'literal' && others.length === 0 && !/^[2-5]\d\d$/.test(first.text)
    if (isNoAnswer) throw refuseNode(source, 'must be a status from 200 to 599: others are no answers')
    return { action: 'overwrite', target: 'status', name: '', value }
  }
  const [, action, header] = /^(append|overwrite|remove):header\.([!#$%&'*+.^`|~\w-]+)$/.exec(key) ?? []
  if (header === undefined || (action !== 'append' && action !== 'overwrite' && action !== 'remove')) {
    throw refuseNode(source, 'must be append, overwrite or remove with :header.X, or overwrite:statuscode')
  }
  const name = requireMappable(source, header)
  return { action, target: 'header', name, value: action === 'remove' ? [] : parts() }
}
