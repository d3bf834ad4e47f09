import { edgesOf } from './module-edges.ts'
import type { SourceFile } from './source-tree.ts'

/** Import cycles, type-only imports included: each group of files that reach each other, sorted. */
export function findCycles(files: readonly SourceFile[]): string[] {
  const known = new Set(files.map(({ path }) => path))
  const graph = new Map(
    files.map((file) => [
      file.path,
      edgesOf(file)
        .map(({ to }) => to)
        .filter((to) => known.has(to)),
    ]),
  )
  return stronglyConnected(graph)
    .filter((group) => group.length > 1 || graph.get(group[0] ?? '')?.includes(group[0] ?? ''))
    .map((group) => group.toSorted().join(' <-> '))
    .toSorted()
}

/** Tarjan's algorithm. */
function stronglyConnected(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const groups: string[][] = []

  const visit = (node: string): void => {
    const index = order.size
    order.set(node, index)
    lowest.set(node, index)
    stack.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next)
      if (stack.includes(next)) lowest.set(node, Math.min(lowest.get(node) ?? 0, lowest.get(next) ?? 0))
    }
    if (lowest.get(node) !== index) return
    groups.push(stack.splice(stack.indexOf(node)))
  }

  for (const node of graph.keys()) if (!order.has(node)) visit(node)
  return groups
}
