import { integer, refuseNode, type TemplateNode } from '../template-node.ts'

/** `AuthorizerResultTtlInSeconds`, however it is spelled. */
export function authorizerTtlSeconds(node: TemplateNode | undefined, unlessWritten: number): number {
  if (node === undefined) return unlessWritten
  const seconds = integer(node)
  if (seconds < 0 || seconds > 3600) throw refuseNode(node, 'must be from 0 to 3600')
  return seconds
}
