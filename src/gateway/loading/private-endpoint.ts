import { member, refuseNode, texts, type TemplateNode } from './template-node.ts'

/** `EndpointConfiguration` of an API or of a domain. */
export function refusePrivate(node: TemplateNode | undefined) {
  if (node === undefined) return
  const types = texts(member(node, 'Types'))
  if (types.includes('PRIVATE') || member(node, 'VpcEndpointIds') !== undefined) {
    throw refuseNode(
      node,
      'private endpoints are not supported; write REGIONAL and bind the gateway to a private address',
    )
  }
}
