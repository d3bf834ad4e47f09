import { parameterNames, parseRoutePath } from '../router/route-path.ts'
import { refuseNode, type TemplateNode } from './template-node.ts'

export function checkRoutePath(node: TemplateNode, path: string) {
  const segments = parseRoutePath(path)
  if (!path.startsWith('/')) throw refuseNode(node, `the path ${path} must begin with /`)
  if (path !== '/' && (path.endsWith('/') || path.includes('//'))) {
    throw refuseNode(node, `the path ${path} has an empty segment; write it without`)
  }
  if (path === '/ping' || path === '/sping') throw refuseNode(node, `${path} is reserved by API Gateway; rename it`)
  if (segments.some((segment) => segment.kind === 'literal' && /[{}]/.test(segment.text))) {
    throw refuseNode(node, `the path ${path} has braces that are no whole segment; write {name} between two slashes`)
  }
  if (segments.slice(0, -1).some((segment) => segment.kind === 'greedy')) {
    throw refuseNode(node, `the path ${path} goes on after a {name+} segment, which must be the last`)
  }
  const names = parameterNames(path)
  if (new Set(names).size !== names.length)
    throw refuseNode(node, `the path ${path} names a parameter twice; rename one`)
}
