import { edgesOf } from './module-edges.ts'
import type { SourceFile } from './source-tree.ts'

type Graph = ReadonlyMap<string, readonly string[]>

/** Import cycles, type-only imports included: each group of files that reach each other, sorted. */
export function findCycles(files: readonly SourceFile[]): string[] {
  return cyclesOf(importsOf(files))
}

/** The same between the rooms of a folder, which are its files and the folders in it: those without form floors. */
export function findRoomCycles(files: readonly SourceFile[], folder: string): string[] {
  const inside = files.filter(({ path }) => path.startsWith(`${folder}/`) && !path.endsWith('.test.ts'))
  const roomOf = (path: string) => path.slice(folder.length + 1).split('/', 1)[0] ?? path
  const rooms = new Map<string, string[]>()
  for (const [path, imported] of importsOf(inside)) {
    const room = roomOf(path)
    rooms.set(room, [...(rooms.get(room) ?? []), ...imported.map(roomOf).filter((other) => other !== room)])
  }
  return cyclesOf(rooms)
}

function importsOf(files: readonly SourceFile[]): Graph {
  const known = new Set(files.map(({ path }) => path))
  return new Map(
    files.map((file) => [
      file.path,
      edgesOf(file)
        .map(({ to }) => to)
        .filter((to) => known.has(to)),
    ]),
  )
}

function cyclesOf(graph: Graph): string[] {
  return stronglyConnected(graph)
    .filter((group) => group.length > 1 || graph.get(group[0] ?? '')?.includes(group[0] ?? ''))
    .map((group) => group.toSorted().join(' <-> '))
    .toSorted()
}

/** Tarjan's algorithm. */
function stronglyConnected(graph: Graph): string[][] {
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
