import { Client } from 'pg'
import type { ReadCache } from '../sql/read-cache.ts'
import { forgetChanged } from '../sql/read-cache.ts'
import { changeChannel, parseChanges } from './change-channel.ts'

const retryMs = 1000

/**
 * Hears of what other nodes commit. As long as it hears nothing, because its connection is gone, nothing is kept in the
 * cache.
 */
export class ChangeListener implements AsyncDisposable {
  readonly #url: string
  readonly #cache: ReadCache
  #client: Client | undefined
  #retry: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(url: string, cache: ReadCache) {
    this.#url = url
    this.#cache = cache
    this.#keep(false)
  }

  async listen(): Promise<void> {
    const client = new Client({ connectionString: this.#url, application_name: 'sallyport', keepAlive: true })
    client.on('notification', ({ payload }) => forgetChanged(this.#cache, parseChanges(payload)))
    client.on('error', () => this.#lose(client))
    client.on('end', () => this.#lose(client))
    this.#client = client
    try {
      await client.connect()
      await client.query(`listen ${changeChannel}`)
      if (this.#client === client) this.#keep(true)
    } catch {
      // Tried again from `#lose`: the cache stays off meanwhile, so nothing is wrong, only slower.
      this.#lose(client)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    const client = this.#client
    this.#client = undefined
    await client?.end()
  }

  #lose(client: Client): void {
    if (this.#client !== client) return
    this.#client = undefined
    this.#keep(false)
    if (!this.#isClosed) this.#retry = setTimeout(() => void this.listen(), retryMs).unref()
    client.end().catch(() => undefined)
  }

  #keep(isKeeping: boolean): void {
    for (const reads of Object.values(this.#cache)) reads.keepFromNowOn(isKeeping)
  }
}
