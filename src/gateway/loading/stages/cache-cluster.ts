import { isTrue, member, refuseNode, text, type TemplateNode } from '../template-node.ts'

/** In GB, as API Gateway has them. */
const SIZES = ['0.5', '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237']

/** How much a stage's cache holds; undefined for one without. */
export function cacheClusterBytes(stage: TemplateNode): number | undefined {
  const size = member(stage, 'CacheClusterSize')
  if (size !== undefined && !SIZES.includes(text(size))) throw refuseNode(size, `must be one of ${SIZES.join(', ')}`)
  if (!isTrue(member(stage, 'CacheClusterEnabled'))) return undefined
  return Number(size === undefined ? SIZES[0] : text(size)) * 1024 ** 3
}
