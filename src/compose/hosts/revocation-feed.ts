import { createRevocationReader } from '../../flows/revocations/revocation-reader.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Handler } from '../../server/exchange.ts'
import { revocationFeedHandler, type RevocationFeedOptions } from '../../server/revocation-feed.ts'
import { repeatEvery } from '../lifetime/repeat-every.ts'

export interface RevocationFeed extends Disposable {
  readonly handler: Handler<'revocations'>
}

/** Disposing answers whoever waits: before the listeners end, which wait for them. */
export function openRevocationFeed(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  authenticate: RevocationFeedOptions['authenticate'],
): RevocationFeed {
  const reader = createRevocationReader({ revocations: ports.storage.revocations, repeat: repeatEvery })
  return {
    handler: revocationFeedHandler({ ports, reader, authenticate }),
    [Symbol.dispose]: () => reader[Symbol.dispose](),
  }
}
