/** What the clients of a process make it hold together: bodies, messages that are not whole yet, replies that are not read. */
export interface HeldBytes {
  readonly add: (bytes: number) => void
  /** Whoever adds to it then must have had nothing there, or goes. */
  readonly isTooMuch: () => boolean
}

export function createHeldBytes(most: number): HeldBytes {
  let held = 0
  return {
    add(bytes) {
      held += bytes
    },
    isTooMuch: () => held > most,
  }
}
