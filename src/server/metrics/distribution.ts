import type { Labels, Series } from './exposition.ts'

const bounds = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000] as const

/** How long things took, in milliseconds. */
export interface Distribution {
  readonly counts: number[]
  count: number
  sum: number
}

export function distribution(): Distribution {
  return { counts: bounds.map(() => 0), count: 0, sum: 0 }
}

export function add(to: Distribution, milliseconds: number) {
  const bucket = bounds.findIndex((bound) => milliseconds <= bound)
  if (bucket !== -1) to.counts[bucket] = (to.counts[bucket] ?? 0) + 1
  to.count += 1
  to.sum += milliseconds
}

/** As a histogram. */
export function readDistribution({ counts, count, sum }: Distribution, labels: Labels): readonly Series[] {
  let below = 0
  const buckets = bounds.map((bound, index) => {
    below += counts[index] ?? 0
    return { suffix: '_bucket', labels: { ...labels, le: String(bound) }, value: below }
  })
  return [
    ...buckets,
    { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
    { suffix: '_sum', labels, value: sum },
    { suffix: '_count', labels, value: count },
  ]
}
