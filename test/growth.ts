import assert from 'node:assert/strict'
import process from 'node:process'

/** By so much the input grows; work in proportion to it grows as much, work in proportion to its square by 64 times. */
const factor = 8
const allowed = 24
/** What a clock and a garbage collection may add to work that is hardly any. */
const slackMicroseconds = 10_000
const rounds = 5

/**
 * Asserts that work grows with the length of what it is done on and not with the square of it. It is the processor
 * that is asked, not the clock on the wall: what else the machine does is no part of it, nor is how fast it is.
 */
export function assertGrowsWithLength<Input>(
  make: (length: number) => Input,
  run: (input: Input) => unknown,
  { length, what = 'it' }: { readonly length: number; readonly what?: string },
): void {
  const [short, long] = [make(length / factor), make(length)]
  run(short)
  const most = Math.min(...Array.from({ length: rounds }, () => cost(() => run(short)))) * allowed + slackMicroseconds
  let spent = cost(() => run(long))
  // One round may have been disturbed, hardly all.
  for (let round = 1; round < rounds && spent > most; round += 1) spent = cost(() => run(long))
  assert.ok(spent <= most, `${what} costs ${spent} µs where ${most} are allowed of an input ${factor} times as short`)
}

/** Microseconds of the processor. */
function cost(run: () => unknown): number {
  const before = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(before)
  return user + system
}
