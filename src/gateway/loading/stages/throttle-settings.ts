import type { Throttle } from '../../definition/throttle.ts'
import { integer, member, refuseNode, text, type TemplateNode } from '../template-node.ts'

/** The two halves of a limit; -1 is none. */
export function throttleOf(
  node: TemplateNode,
  names: { readonly rate: string; readonly burst: string },
): Throttle | undefined {
  const rate = member(node, names.rate)
  const burst = member(node, names.burst)
  const ratePerSecond = rate === undefined ? undefined : rateOf(rate)
  const requests = burst === undefined ? undefined : integer(burst)
  if (requests !== undefined && requests < -1 && burst !== undefined) throw refuseNode(burst, 'must not be negative')
  const limits = { ratePerSecond: limited(ratePerSecond), burst: limited(requests) }
  return limits.ratePerSecond === undefined && limits.burst === undefined ? undefined : limits
}

function limited(value: number | undefined): number | undefined {
  return value === -1 ? undefined : value
}

function rateOf(node: TemplateNode): number {
  const rate = text(node)
  if (!/^(?:-1|\d{1,9}(?:\.\d{1,6})?)$/.test(rate)) throw refuseNode(node, 'must be a number of requests a second')
  return Number(rate)
}
