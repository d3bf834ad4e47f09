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

/** Nobody answers for now. */
export class FeedUnheard extends Error {
  constructor(options: ErrorOptions) {
    super('The feed of revocations does not answer, which says whose sessions it tells of.', options)
    this.name = 'FeedUnheard'
  }
}

/** The feed answers, but not to us: asking again changes nothing until somebody puts it right. */
export class FeedRefusal extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FeedRefusal'
  }
}
