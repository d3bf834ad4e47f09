import type { Path, Place, Source } from './template-error.ts'

/** Remembers the line of each path and answers with the nearest one around it, in whichever file that is. */
export function createSourceLines(file: string): {
  readonly mark: (path: Path, line: number) => void
  readonly include: (path: Path, source: Pick<Source, 'placeOf'>) => void
  readonly placeOf: (path: Path) => Place
} {
  const lineByPath = new Map<string, number>()
  const included = new Map<string, Pick<Source, 'placeOf'>>()
  return {
    mark: (path, line) => {
      lineByPath.set(JSON.stringify(path), line)
    },
    include: (path, source) => {
      included.set(JSON.stringify(path), source)
    },
    placeOf: (path) => {
      for (let length = path.length; length >= 0; length -= 1) {
        const key = JSON.stringify(path.slice(0, length))
        const source = included.get(key)
        if (source !== undefined) return source.placeOf(path.slice(length))
        const line = lineByPath.get(key)
        if (line !== undefined) return { file, line }
      }
      return { file }
    },
  }
}
