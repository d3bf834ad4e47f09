import type { TestEvent } from 'node:test/reporters'

/** What of a job has begun and has not ended, as its events say it. */
export interface TestsUnderWay {
  readonly hear: (event: TestEvent) => void
  /** From the file or suite down to the test. */
  readonly names: () => readonly string[]
}

export function testsUnderWay(): TestsUnderWay {
  const begun: { readonly name: string; readonly nesting: number }[] = []
  return {
    hear({ type, data }) {
      // These two come when it happens; `test:start` and `test:pass` keep the order in which tests are written.
      if (type === 'test:dequeue') begun.push(data)
      if (type !== 'test:complete') return
      const place = begun.findLastIndex(({ name, nesting }) => name === data.name && nesting === data.nesting)
      if (place !== -1) begun.splice(place, 1)
    },
    names: () => begun.toSorted((one, other) => one.nesting - other.nesting).map(({ name }) => name),
  }
}
