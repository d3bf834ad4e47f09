import type { CacheTiming } from './cache-timing.ts'

const mostEntries = 10_000

/**
 * Keeps what was found, by key, until someone says that it changed. What was not found is not kept. A read that began
 * before a change cannot put the old value back after it.
 */
export class CachedReads<Value extends object> {
  readonly #entries = new Map<string, { readonly value: Value; readonly readAt: number }>()
  readonly #timing: CacheTiming
  #changes = 0
  #isKeeping = true

  constructor(timing: CacheTiming) {
    this.#timing = timing
  }

  async read(key: string, load: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const readAt = this.#timing.monotonicMs()
    const entry = this.#entries.get(key)
    if (entry !== undefined && readAt - entry.readAt < this.#timing.longestMs) return entry.value
    const changes = this.#changes
    const value = await load()
    if (value !== undefined && changes === this.#changes && this.#isKeeping) this.#keep(key, value, readAt)
    return value
  }

  forget(key: string): void {
    this.#changes += 1
    this.#entries.delete(key)
  }

  forgetAll(): void {
    this.#changes += 1
    this.#entries.clear()
  }

  /** Off while nobody would tell of changes. */
  keepFromNowOn(isKeeping: boolean): void {
    this.#isKeeping = isKeeping
    this.forgetAll()
  }

  #keep(key: string, value: Value, readAt: number): void {
    this.#entries.delete(key)
    this.#entries.set(key, { value: frozen(value), readAt })
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > mostEntries && oldest !== undefined) this.#entries.delete(oldest)
  }
}

/** Everybody gets the same object: nobody may change it. */
function frozen<T>(value: T): T {
  if (!isPlain(value) || Object.isFrozen(value)) return value
  for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === Array.prototype
}
