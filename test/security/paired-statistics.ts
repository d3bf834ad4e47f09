/*
 * Whether two things that are timed in turn take the same time (T-06): paired tests, since the machine's mood is the
 * same for both of a pair, and not a comparison of averages, which a few outliers decide.
 */
export interface PairedComparison {
  readonly pairs: number
  /** Median of the first minus the second, in the unit given, and the bounds within which it lies with 95 %. */
  readonly medianDifference: number
  readonly interval: readonly [low: number, high: number]
  /** The median of the second. */
  readonly median: number
  /** Probabilities that differences as lopsided come about by chance. */
  readonly signTest: number
  readonly wilcoxon: number
  /** How often one look tells which of the two it was: 0.5 is a guess. */
  readonly singleShot: number
  /** How much later 99 of 100 are done, as a part of the second. */
  readonly tailDifference: number
}

/** Beyond this an onlooker far away could tell, in microseconds: 100, or a hundredth of what it takes anyway. */
const leastBar = 100

/** What a comparison shows: a difference that matters, that there is none, or that more pairs are needed. */
export function verdictOf({
  interval: [low, high],
  median,
  signTest,
}: PairedComparison): 'alike' | 'telling' | 'unclear' {
  const bar = Math.max(leastBar, median / 100)
  if (low > -bar && high < bar) return 'alike'
  return (low > bar || high < -bar) && signTest < 0.001 ? 'telling' : 'unclear'
}

export function comparePairs(first: readonly number[], second: readonly number[]): PairedComparison {
  const differences = first.map((value, at) => value - (second[at] ?? value))
  const sorted = differences.toSorted((a, b) => a - b)
  const [tailOfFirst, tailOfSecond] = [first, second].map((list) => quantile(ascending(list), 0.99))
  return {
    pairs: differences.length,
    medianDifference: quantile(sorted, 0.5),
    interval: medianInterval(sorted),
    median: quantile(ascending(second), 0.5),
    signTest: signTest(differences),
    wilcoxon: wilcoxonSignedRank(differences),
    singleShot: areaUnderCurve(first, second),
    tailDifference: (tailOfFirst ?? 0) / (tailOfSecond ?? 1) - 1,
  }
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** By order statistics, which need no assumption about how times are distributed. */
function medianInterval(sorted: readonly number[]): readonly [number, number] {
  const half = 0.98 * Math.sqrt(sorted.length)
  const low = Math.max(0, Math.floor(sorted.length / 2 - half))
  const high = Math.min(sorted.length - 1, Math.ceil(sorted.length / 2 + half))
  return [sorted[low] ?? Number.NaN, sorted[high] ?? Number.NaN]
}

function signTest(differences: readonly number[]): number {
  const positive = differences.filter((value) => value > 0).length
  const counted = differences.filter((value) => value !== 0).length
  return twoSided((positive - counted / 2) / Math.sqrt(counted / 4))
}

function wilcoxonSignedRank(differences: readonly number[]): number {
  const moved = differences.filter((value) => value !== 0).toSorted((a, b) => Math.abs(a) - Math.abs(b))
  const n = moved.length
  const positive = moved.reduce((sum, value, at) => (value > 0 ? sum + at + 1 : sum), 0)
  return twoSided((positive - (n * (n + 1)) / 4) / Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24))
}

function areaUnderCurve(first: readonly number[], second: readonly number[]): number {
  const all = [...first.map((value) => ({ value, one: 1 })), ...second.map((value) => ({ value, one: 0 }))]
  all.sort((a, b) => a.value - b.value)
  const ranks = all.reduce((sum, { one }, at) => sum + one * (at + 1), 0)
  const area = (ranks - (first.length * (first.length + 1)) / 2) / (first.length * second.length)
  return Math.max(area, 1 - area)
}

/** The probability of a normal deviate as far out, on either side (Abramowitz and Stegun 7.1.26). */
function twoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  return polynomial * Math.exp(-x * x)
}

function ascending(list: readonly number[]): readonly number[] {
  return list.toSorted((a, b) => a - b)
}
