import { checkRoutePath } from '../check-route-path.ts'
import { checkedMethod } from '../method-name.ts'
import { refuseNode, text, type TemplateNode } from '../template-node.ts'

export interface RouteKey {
  readonly id: string
  readonly method: string
  readonly path: string
}

/** `GET /notes/{id}` or `$default`. */
export function routeKeyOf(node: TemplateNode): RouteKey {
  const key = text(node)
  if (key === '$default') return { id: key, method: 'ANY', path: key }
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(key) ?? []
  if (method === undefined || path === undefined) throw refuseNode(node, 'must be "METHOD /path" or $default')
  checkRoutePath(node, path)
  return { id: key, method: checkedMethod({ ...node, value: method }), path }
}
