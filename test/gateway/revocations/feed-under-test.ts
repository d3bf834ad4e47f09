import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { guardedFetch } from '../../../src/adapters/outbound/guarded-fetch.ts'
import { createAskFeed } from '../../../src/compose/standalone/ask-feed.ts'
import type { AccessKey } from '../../../src/domain/access-key.ts'
import { createRevocationReader } from '../../../src/flows/revocations/revocation-reader.ts'
import {
  followRevocations,
  type FollowedRevocations,
  type FollowOptions,
} from '../../../src/gateway/revocations/follow-revocations.ts'
import type { AskFeed } from '../../../src/gateway/revocations/revocation-feed.ts'
import { until } from '../../until.ts'
import { anAccessKey } from '../../../src/ports/storage/conformance/records.ts'
import type { Ports } from '../../../src/ports/ports.ts'
import { operatorsOnly, revocationFeedHandler } from '../../../src/server/revocation-feed.ts'

export interface FeedUnderTest extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly key: AccessKey
  /** Asks it as a gateway does. */
  readonly ask: AskFeed
  /** Nobody answers until it starts again, at the same address. */
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
  /** Answers in its place. */
  answer: ((request: IncomingMessage, response: ServerResponse) => void) | undefined
}

/** The feed of an installation behind a real port, and a key to it. */
export async function openFeed(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  { port = 0, key = anAccessKey({ role: 'read-only', disabledAt: undefined }) } = {},
): Promise<FeedUnderTest> {
  await ports.storage.commit([{ write: 'createAccessKey', key }])
  const repeat = (_everySeconds: number, job: () => void): Disposable => {
    const timer = setInterval(job, 10)
    return { [Symbol.dispose]: () => clearInterval(timer) }
  }
  const reader = createRevocationReader({ revocations: ports.storage.revocations, repeat })
  const findAccessKey = (id: string) => ports.storage.installation.findAccessKey(id)
  const handle = revocationFeedHandler({
    ports,
    reader,
    authenticate: operatorsOnly({ clock: ports.clock, findAccessKey }),
  })
  const client = { sourceIp: '127.0.0.1', isSecure: true, isLoopback: true, forwardedHost: undefined }
  let server: Server | undefined

  async function start(): Promise<void> {
    server = createServer((request, response) => {
      if (feed.answer !== undefined) return feed.answer(request, response)
      const destination = { kind: 'revocations', url: request.url ?? '' } as const
      void handle({ request, response, client, host: 'localhost', requestId: 'request-1' }, destination)
    }).listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }
  async function stop(): Promise<void> {
    if (server === undefined) return
    server.closeAllConnections()
    const closed = once(server, 'close')
    server.close()
    await closed
    server = undefined
  }

  await start()
  const url = `http://127.0.0.1:${port}`
  const fetch = guardedFetch({ named: ['127.0.0.1'], timeoutMilliseconds: 15_000 })
  const { clock } = ports
  const credentials = { ...key, sessionToken: undefined }
  const feed: FeedUnderTest = {
    url,
    port,
    key,
    ask: createAskFeed({ fetch, url, credentials, region: 'us-east-1', clock }),
    start,
    stop,
    answer: undefined,
    async [Symbol.asyncDispose]() {
      reader[Symbol.dispose]()
      await stop()
      fetch[Symbol.dispose]()
    },
  }
  return feed
}

/** A gateway's knowledge of a feed, without the pauses of production. */
export function follow(
  { ask }: Pick<FeedUnderTest, 'ask'>,
  { clock, log, random }: Pick<Ports, 'clock' | 'log' | 'random'>,
  options: Partial<FollowOptions> = {},
): Promise<FollowedRevocations> {
  const times = {
    waitSeconds: 5,
    firstPauseSeconds: 0.01,
    longestPauseSeconds: 0.05,
    beginSeconds: 1,
    ...options.times,
  }
  return followRevocations({ ask, clock, log, random, staleSeconds: 60, ...options, times })
}

/** Resolves once it has heard of everything that was committed. */
export async function heardAll(followed: FollowedRevocations, { storage }: Pick<Ports, 'storage'>): Promise<void> {
  const last = await storage.revocations.last()
  await until(() => followed.facts().position >= last)
}
