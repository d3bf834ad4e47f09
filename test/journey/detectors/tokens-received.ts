import type { BrowserContext } from 'playwright-core'
import { holdsToken } from './token-leaks.ts'

export interface ReceivedTokens {
  /** Answers whose body had a token in it; to be asked when the pages are at rest. */
  readonly find: () => Promise<readonly string[]>
}

/** Reads along with the browser: what never comes in, no script can take out. */
export function watchReceivedTokens(context: BrowserContext): ReceivedTokens {
  const bodies: Promise<string | undefined>[] = []
  context.on('response', (response) => {
    const read = response.text().then((body) => (holdsToken(body) ? response.url() : undefined))
    // A redirect has no body, and a page that was left no longer has its own.
    bodies.push(read.catch(() => undefined))
  })
  return { find: async () => (await Promise.all(bodies)).filter((url) => url !== undefined) }
}
