import { posix } from 'node:path'
import { Visitor } from 'oxc-parser'
import { parse, type SourceFile } from './source-tree.ts'

export interface Edge {
  readonly from: string
  /** A path of the project, or a package name as written. */
  readonly to: string
  readonly line: number
}

const known = new WeakMap<SourceFile, readonly Edge[]>()

/** Every import of a file: static, re-exporting, dynamic and `import('…')` types. Type-only ones count. */
export function edgesOf(file: SourceFile): readonly Edge[] {
  const edges = known.get(file) ?? readEdges(file)
  known.set(file, edges)
  return edges
}

function readEdges(file: SourceFile): Edge[] {
  const { module, program } = parse(file)
  const found: { request: string; start: number }[] = []
  for (const { moduleRequest } of module.staticImports)
    found.push({ request: moduleRequest.value, start: moduleRequest.start })
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest } of entries) {
      if (moduleRequest) found.push({ request: moduleRequest.value, start: moduleRequest.start })
    }
  }
  new Visitor({
    ImportExpression({ source, start }) {
      if (source.type === 'Literal' && typeof source.value === 'string') found.push({ request: source.value, start })
    },
    TSImportType({ source, start }) {
      if (typeof source.value === 'string') found.push({ request: source.value, start })
    },
  }).visit(program)
  const seen = new Set<string>()
  return found.flatMap(({ request, start }) => {
    const to = request.startsWith('.') ? posix.join(posix.dirname(file.path), request) : request
    if (seen.has(to)) return []
    seen.add(to)
    return [{ from: file.path, to, line: file.text.slice(0, start).split('\n').length }]
  })
}
