import { readBounded } from '../../gateway/fetch.ts'
import { readFeedAnswer } from '../../gateway/revocations/read-feed-answer.ts'
import { FeedRefusal, type AskFeed, type FeedAnswer } from '../../gateway/revocations/revocation-feed.ts'
import { signedHeaders, type SigningCredentials } from '../../http/sigv4-sign.ts'
import type { Clock } from '../../ports/clock.ts'
import type { OutboundFetch } from '../../ports/outbound-fetch.ts'

export interface AskFeedOptions {
  readonly fetch: OutboundFetch
  /** The public URL of the installation. */
  readonly url: string
  readonly credentials: SigningCredentials
  readonly region: string
  readonly clock: Clock
}

const longestAnswer = 1_048_576

/** Asks the feed of an installation elsewhere, signed as every request of its operators. */
export function createAskFeed({ fetch, url: base, credentials, region, clock }: AskFeedOptions): AskFeed {
  return async ({ after, waitSeconds, issuers, signal }) => {
    signal.throwIfAborted()
    const query = new URLSearchParams([
      ['after', String(after)],
      ...(waitSeconds > 0 ? [['wait', String(waitSeconds)]] : []),
      ...issuers.map((issuer) => ['issuer', issuer]),
    ])
    const url = new URL(`/_sallyport/revocations?${query.toString()}`, base)
    const unsigned = { method: 'GET', url, headers: {}, body: '' }
    const signed = signedHeaders(unsigned, { credentials, region, service: 'cognito-idp', now: clock.now() })
    const { host: _, ...headers } = signed
    const response = await untilAborted(fetch(url.href, { headers, redirect: 'error' }), signal)
    if (response.status >= 400 && response.status < 500) {
      throw new FeedRefusal(`${url.origin} answers ${response.status}`)
    }
    if (response.status !== 200) throw new Error(`${url.origin} answers ${response.status}`)
    const answer = parsed(await readBounded(response, longestAnswer))
    if (answer === undefined) throw new Error(`${url.origin} answers something else than revocations`)
    return answer
  }
}

/** What waits for an answer does not keep a process from ending. */
function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = (): void => reject(new Error('ended'))
  signal.addEventListener('abort', abort, { once: true })
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', abort))
}

function parsed(body: Uint8Array | undefined): FeedAnswer | undefined {
  try {
    return body && readFeedAnswer(JSON.parse(Buffer.from(body).toString('utf8')))
  } catch {
    return undefined
  }
}
