import type { Labels, Series } from './exposition.ts'

const milliseconds = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000] as const

/** How long things took, in the unit of its bounds. */
export interface Distribution {
  readonly bounds: readonly number[]
  /** One for each bound, each counting its own range only. */
  readonly counts: number[]
  count: number
  sum: number
}

export function distribution(bounds: readonly number[] = milliseconds): Distribution {
  return { bounds, counts: bounds.map(() => 0), count: 0, sum: 0 }
}

export function add(to: Distribution, duration: number) {
  const bucket = to.bounds.findIndex((bound) => duration <= bound)
  if (bucket !== -1) to.counts[bucket] = (to.counts[bucket] ?? 0) + 1
  to.count += 1
  to.sum += duration
}

/** As a histogram. */
export function readDistribution({ bounds, counts, count, sum }: Distribution, labels: Labels): readonly Series[] {
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
