import type { StageAddress } from '../../definition/domain.ts'
import type { TemplateNode } from '../template-node.ts'

/** Something of a template that belongs to a custom domain. */
export interface OnDomain<Target extends StageAddress> {
  readonly node: TemplateNode
  readonly domain: string
  readonly target: Target
}
