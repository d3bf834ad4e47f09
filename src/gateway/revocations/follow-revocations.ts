import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import type { Revocations } from '../authorizers/revocations.ts'
import { createKnownRevocations } from './known-revocations.ts'
import { FeedAway, FeedRefusal, type AskFeed } from './revocation-feed.ts'
import { sessionOfToken } from './session-of-token.ts'

export interface FollowOptions {
  readonly ask: AskFeed
  readonly clock: Clock
  readonly random: Random
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
  /** For how long what was heard last is good. */
  readonly staleSeconds: number
  readonly mostRemembered?: number
  readonly times?: Partial<FollowTimes>
}

export interface FollowTimes {
  /** How long an answer may wait for something to tell. */
  readonly waitSeconds: number
  readonly firstPauseSeconds: number
  readonly longestPauseSeconds: number
  /** For how long the beginning may fail. */
  readonly beginSeconds: number
}

export interface FollowedRevocations extends Revocations, AsyncDisposable {
  /**
   * Takes the issuers of whose tokens it will be asked. Throws where one of them is not of the installation that is
   * followed, and `FeedAway` where it cannot be asked.
   */
  requireIssuers(issuers: readonly string[]): Promise<void>
  readonly facts: () => FollowFacts
}

export interface FollowFacts {
  /** Since everything was known that had ended. */
  readonly ageSeconds: number
  readonly remembered: number
  /** Of the last that was heard of. */
  readonly position: number
}

const defaultTimes: FollowTimes = { waitSeconds: 10, firstPauseSeconds: 0.5, longestPauseSeconds: 15, beginSeconds: 30 }
const issuersAtOnce = 20

/**
 * Follows what ends in an installation elsewhere, and knows it without asking. Resolves once it knows all; throws where
 * it is refused, or finds nobody for long. What is known to be over stays so; that something is not over is believed
 * only while the feed is heard.
 */
export async function followRevocations(options: FollowOptions): Promise<FollowedRevocations> {
  const { ask, clock, log, staleSeconds, mostRemembered = 1_000_000 } = options
  const times = { ...defaultTimes, ...options.times }
  const known = createKnownRevocations()
  const closing = new AbortController()
  const { signal } = closing
  let issuers: ReadonlySet<string> = new Set()
  let position = 0
  let heardAt = clock.now().getTime()
  let failures = 0

  const ageSeconds = (): number => (clock.now().getTime() - heardAt) / 1000

  /** Whether there is more to read. */
  async function readOn(waitSeconds: number): Promise<boolean> {
    if (known.count(clock.now()) >= mostRemembered) throw new Error('there are more revocations than there is room for')
    const { last, revocations } = await ask({ after: position, waitSeconds, issuers: [], signal })
    if (last < position) {
      // The store was put back to an earlier state. What was heard of the later one does no harm.
      log.warn({ position, last }, 'the feed of revocations begins anew')
      position = 0
      return true
    }
    known.note(revocations, clock.now())
    position = revocations.at(-1)?.position ?? last
    if (position < last) return true
    heardAt = clock.now().getTime()
    return false
  }

  async function begin(): Promise<void> {
    const until = clock.now().getTime() + times.beginSeconds * 1000
    for (;;) {
      try {
        while (await readOn(0));
        return
      } catch (cause) {
        if (cause instanceof FeedRefusal || clock.now().getTime() >= until) {
          throw new Error(`The feed of revocations cannot be read: ${reasonOf(cause)}.`, { cause })
        }
        await fail(cause)
      }
    }
  }

  async function follow(): Promise<void> {
    while (!signal.aborted) {
      try {
        await readOn(times.waitSeconds)
        if (failures > 0) log.info({ failures }, 'the feed of revocations is heard again')
        failures = 0
      } catch (cause) {
        if (!signal.aborted) await fail(cause)
      }
    }
  }

  async function fail(cause: unknown): Promise<void> {
    failures += 1
    const seconds = Math.round(ageSeconds())
    log.warn(
      { reason: reasonOf(cause), seconds, isStale: seconds > staleSeconds },
      'the feed of revocations is not heard',
    )
    // In so long a time the store may have been put back, and gone on to where we are.
    if (seconds > staleSeconds) position = 0
    const longest = Math.min(times.longestPauseSeconds, times.firstPauseSeconds * 2 ** (failures - 1))
    const share = ((options.random.bytes(1)[0] ?? 0) + 1) / 256
    await pause(longest * 500 * (1 + share), undefined, { signal }).catch(() => undefined)
  }

  async function askIssuers(some: readonly string[]): Promise<readonly string[]> {
    try {
      return (await ask({ after: position, waitSeconds: 0, issuers: some, signal })).issuers
    } catch (cause) {
      throw new FeedAway(reasonOf(cause), { cause })
    }
  }

  await begin()
  failures = 0
  const following = follow()
  return {
    isRevoked(claims) {
      const session = sessionOfToken(claims)
      if (session === undefined || !issuers.has(session.issuer) || known.isEnded(session)) return true
      return ageSeconds() > staleSeconds ? 'unknown' : false
    },
    async requireIssuers(wanted) {
      // What was taken before is not asked again: a template is read again while the feed is away, too.
      const asked = wanted.filter((issuer) => !issuers.has(issuer))
      const own: string[] = []
      for (let index = 0; index < asked.length; index += issuersAtOnce) {
        const some = asked.slice(index, index + issuersAtOnce)
        own.push(...(await askIssuers(some)))
      }
      const strange = asked.find((issuer) => !own.includes(issuer))
      if (strange !== undefined) {
        throw new Error(
          `Nobody tells of the sessions of ${strange}, which sallyport:revocation needs to know of: it is no pool of the installation at --revocation-feed-url.`,
        )
      }
      issuers = new Set(wanted)
    },
    facts: () => ({ ageSeconds: ageSeconds(), remembered: known.count(clock.now()), position }),
    async [Symbol.asyncDispose]() {
      closing.abort()
      await following
    },
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'unknown'
}
