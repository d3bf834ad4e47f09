import { integer, refuseNode, type TemplateNode } from './template-node.ts'

/** REST: 29 s, raisable by quota up to 5 minutes; 15 minutes where it streams. HTTP: 30 s and no more. */
const DEFAULT_MILLISECONDS = { REST: 29_000, STREAM: 29_000, HTTP: 30_000 }
const MAXIMUM_MILLISECONDS = { REST: 300_000, STREAM: 900_000, HTTP: 30_000 }

export function integrationTimeout(node: TemplateNode | undefined, kind: keyof typeof DEFAULT_MILLISECONDS): number {
  if (node === undefined) return DEFAULT_MILLISECONDS[kind]
  const milliseconds = integer(node)
  if (milliseconds < 50 || milliseconds > MAXIMUM_MILLISECONDS[kind]) {
    throw refuseNode(node, `must be from 50 to ${MAXIMUM_MILLISECONDS[kind]} milliseconds`)
  }
  return milliseconds
}
