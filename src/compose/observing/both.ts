/** Tells two who may want to hear; undefined where neither does, so that nobody is asked. */
export function both<Told>(
  first: ((told: Told) => void) | undefined,
  second: ((told: Told) => void) | undefined,
): ((told: Told) => void) | undefined {
  if (first === undefined || second === undefined) return first ?? second
  return (told) => {
    first(told)
    second(told)
  }
}
