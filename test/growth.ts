import assert from 'node:assert/strict'
import process from 'node:process'

/** By so much the input grows; work in proportion to it grows as much, work in proportion to its square by 64 times. */
const factor = 8
const allowed = 24
/** Some machines count their processor's time in steps of ten milliseconds: two of them may be all that is seen. */
const slackMicroseconds = 20_000
/** Many steps. */
const measurableMicroseconds = 200_000
const rounds = 5

/**
 * Asserts that work grows with the length of what it is done on and not with the square of it. It is the processor
 * that is asked, not the clock on the wall: what else the machine does is no part of it, nor is how fast it is. The
 * length must be one at which the square takes much longer than the slack.
 */
export function assertGrowsWithLength<Input>(
  make: (length: number) => Input,
  run: (input: Input) => unknown,
  { length, what = 'it' }: { readonly length: number; readonly what?: string },
): void {
  const [short, long] = [make(length / factor), make(length)]
  const costsMoreThan = (most: number): number | undefined => {
    // One round may have been disturbed, hardly all.
    for (let round = 1; ; round += 1) {
      const spent = cost(() => run(long))
      if (spent <= most) return undefined
      if (round === rounds) return spent
    }
  }
  if (costsMoreThan(slackMicroseconds) === undefined) return
  const most = average(() => run(short)) * allowed + slackMicroseconds
  const spent = costsMoreThan(most)
  assert.equal(spent, undefined, `${what} costs ${spent} µs where ${most} are allowed by an input of an eighth`)
}

/** Of as many runs as can be measured. */
function average(run: () => unknown): number {
  let spent = 0
  let runs = 0
  for (; spent < measurableMicroseconds; runs += 10) {
    spent += cost(() => {
      for (let each = 0; each < 10; each += 1) run()
    })
  }
  return spent / runs
}

/** Microseconds of the processor. */
function cost(run: () => unknown): number {
  const before = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(before)
  return user + system
}
