import { isGenerated, type SourceFile } from './source-tree.ts'

export interface LengthReport {
  readonly median: number
  readonly p95: number
  readonly max: number
  readonly tooLong: readonly string[]
}

/** Lines of hand-written files: how they are spread, and which are above the limit. */
export function measureLengths(files: readonly SourceFile[], limit: number): LengthReport {
  const counted = files
    .filter((file) => !isGenerated(file))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
  const sorted = counted.map(({ lines }) => lines).toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    median: at(0.5),
    p95: at(0.95),
    max: sorted.at(-1) ?? 0,
    tooLong: counted.filter(({ lines }) => lines > limit).map(({ path, lines }) => `${path} has ${lines} lines`),
  }
}
