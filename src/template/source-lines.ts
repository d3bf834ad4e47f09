import type { Path } from './template-error.ts'

/** Remembers the line of each path and answers with the nearest one around it. */
export function createSourceLines(): {
  readonly mark: (path: Path, line: number) => void
  readonly lineOf: (path: Path) => number | undefined
} {
  const lineByPath = new Map<string, number>()
  return {
    mark: (path, line) => {
      lineByPath.set(JSON.stringify(path), line)
    },
    lineOf: (path) => {
      for (let length = path.length; length >= 0; length -= 1) {
        const line = lineByPath.get(JSON.stringify(path.slice(0, length)))
        if (line !== undefined) return line
      }
      return undefined
    },
  }
}
