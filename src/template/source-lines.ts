import type { Path, Place, Source } from './template-error.ts'

interface Mark {
  line?: number
  /** What stands here comes from there. */
  source?: Pick<Source, 'placeOf'>
  readonly inner: Map<string | number, Mark>
}

/** Remembers the line of each path and answers with the nearest one around it, in whichever file that is. */
export function createSourceLines(file: string): {
  readonly mark: (path: Path, line: number) => void
  readonly include: (path: Path, source: Pick<Source, 'placeOf'>) => void
  readonly placeOf: (path: Path) => Place
} {
  const root: Mark = { inner: new Map() }

  function markAt(path: Path): Mark {
    let found = root
    for (const step of path) {
      const next: Mark = found.inner.get(step) ?? { inner: new Map() }
      found.inner.set(step, next)
      found = next
    }
    return found
  }

  return {
    mark: (path, line) => {
      markAt(path).line = line
    },
    include: (path, source) => {
      markAt(path).source = source
    },
    placeOf: (path) => {
      const marks: Mark[] = [root]
      for (const step of path) {
        const next = marks.at(-1)?.inner.get(step)
        if (next === undefined) break
        marks.push(next)
      }
      for (let depth = marks.length - 1; depth >= 0; depth -= 1) {
        const { line, source } = marks[depth] ?? root
        if (source !== undefined) return source.placeOf(path.slice(depth))
        if (line !== undefined) return { file, line }
      }
      return { file }
    },
  }
}
