import type { Revocation, RevocationQueries } from '../../ports/storage/revocations.ts'

export interface RevocationReaderOptions {
  readonly revocations: RevocationQueries
  /** Calls a job every so many seconds until disposed. */
  readonly repeat: (everySeconds: number, job: () => void) => Disposable
  readonly mostWaiting?: number
}

export interface RevocationPage {
  readonly revocations: readonly Revocation[]
  /**
   * The position of the last that there is. Below the one that was asked for where the store was put back to an earlier
   * state.
   */
  readonly last: number
}

/** Reads revocations for whoever follows them from elsewhere. */
export interface RevocationReader extends Disposable {
  /** Those behind a position; where there are none, it waits for some, if there is room to wait. */
  read(after: number, wait: RevocationWait | undefined): Promise<RevocationPage | 'too-many'>
}

export interface RevocationWait {
  readonly seconds: number
  /** Ends the wait early. */
  readonly signal: AbortSignal
}

/** So many are told at once. */
export const revocationPageSize = 2000
const everySeconds = 0.5

/** However many wait, the store is asked for all of them together, and only while somebody waits. */
export function createRevocationReader({
  revocations,
  repeat,
  mostWaiting = 256,
}: RevocationReaderOptions): RevocationReader {
  const waiting = new Map<object, { readonly after: number; readonly goOn: () => void }>()
  let asking: Disposable | undefined
  let isPending = false
  let isClosed = false

  async function look(): Promise<void> {
    if (isPending) return
    isPending = true
    try {
      const last = await revocations.last()
      for (const { after, goOn } of waiting.values()) if (after !== last) goOn()
    } catch {
      // Whoever waits finds out by its own read.
      for (const { goOn } of waiting.values()) goOn()
    } finally {
      isPending = false
    }
  }

  async function waitBehind(after: number, { seconds, signal }: RevocationWait): Promise<void> {
    const key = {}
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, seconds * 1000)
    signal.addEventListener('abort', () => resolve(), { once: true })
    waiting.set(key, { after, goOn: resolve })
    asking ??= repeat(everySeconds, () => void look())
    try {
      await promise
    } finally {
      clearTimeout(timer)
      waiting.delete(key)
      if (waiting.size === 0) {
        asking?.[Symbol.dispose]()
        asking = undefined
      }
    }
  }

  const page = async (after: number): Promise<RevocationPage> => {
    // In this order: what is listed is never behind what is told to be the last.
    const last = await revocations.last()
    const listed = await revocations.list(after, revocationPageSize)
    return { revocations: listed, last: Math.max(last, listed.at(-1)?.position ?? 0) }
  }

  return {
    async read(after, wait) {
      const found = await page(after)
      if (wait === undefined || found.last !== after || wait.signal.aborted || isClosed) return found
      if (waiting.size >= mostWaiting) return 'too-many'
      await waitBehind(after, wait)
      return page(after)
    },
    [Symbol.dispose]() {
      isClosed = true
      for (const { goOn } of waiting.values()) goOn()
    },
  }
}
