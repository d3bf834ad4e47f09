import type { Revocation } from '../../ports/storage/revocations.ts'

/** Where an installation tells what ended, as `server/revocation-feed.ts` answers. */
export type AskFeed = (question: FeedQuestion) => Promise<FeedAnswer>

export interface FeedQuestion {
  readonly after: number
  /** How long an answer may wait for something to tell. */
  readonly waitSeconds: number
  /** Which of these are issuers of the installation? */
  readonly issuers: readonly string[]
  readonly signal: AbortSignal
}

export interface FeedAnswer {
  readonly revocations: readonly Revocation[]
  readonly last: number
  readonly issuers: readonly string[]
}

/** Nobody could be asked now: nothing is wrong with what was asked for, and later it may go well. */
export class FeedAway extends Error {
  constructor(reason: string, options: ErrorOptions) {
    super(`The feed of revocations cannot be asked: ${reason}.`, options)
    this.name = 'FeedAway'
  }
}

/** The feed answers, but not to us: asking again changes nothing until somebody puts it right. */
export class FeedRefusal extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FeedRefusal'
  }
}
