import type { Submit } from '../sql/sql-write.ts'

export interface CommitGate {
  readonly submit: Submit
  /** Runs something while no commit is under way and those that come wait. */
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>
}

/** There is one writer at a time: whoever needs the database for longer than a commit has it alone. */
export function commitGate(submit: Submit): CommitGate {
  let taken: Promise<void> | undefined
  let underWay = 0
  let onQuiet = () => {}

  async function untilFree(busy: Promise<void>): Promise<void> {
    await busy
    // Somebody else may have come first.
    if (taken !== undefined) await untilFree(taken)
  }

  return {
    async submit(writes) {
      if (taken !== undefined) await untilFree(taken)
      underWay += 1
      try {
        return await submit(writes)
      } finally {
        underWay -= 1
        if (underWay === 0) onQuiet()
      }
    },

    async alone(work) {
      if (taken !== undefined) await untilFree(taken)
      const { promise, resolve } = Promise.withResolvers<void>()
      taken = promise
      try {
        if (underWay > 0) await new Promise<void>((quiet) => (onQuiet = quiet))
        return await work()
      } finally {
        taken = undefined
        resolve()
      }
    },
  }
}
