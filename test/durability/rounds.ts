/** How many rounds a harness makes: `npm run test:long` sets the variable. */
export const rounds = process.env['SALLYPORT_TEST_LONG'] ? 1000 : 25

export const seed = Number(process.env['SALLYPORT_TEST_SEED'] ?? Date.now() % 1_000_000)

/** A small seeded generator (mulberry32): the same seed kills at the same deeds. */
export function seeded(start: number): (below: number) => number {
  let state = start
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
