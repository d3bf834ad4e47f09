/** What a user lets an app client have, until they take it back. */
export interface Consent {
  readonly poolId: string
  readonly sub: string
  readonly clientId: string
  readonly scopes: readonly string[]
  /** When they first let it have anything. */
  readonly grantedAt: Date
}

type Parties = Pick<Consent, 'poolId' | 'sub' | 'clientId'>

export interface ConsentQueries {
  find(parties: Parties): Promise<Consent | undefined>
  /** All of a user's, the oldest first. */
  list(poolId: string, sub: string): Promise<readonly Consent[]>
}

export type ConsentWrite =
  /** Guard `app-client-exists`. Adds to what was granted before. */
  | ({ readonly write: 'grantConsent'; readonly scopes: readonly string[]; readonly at: Date } & Parties)
  /** Guard `consent-given`: all of these scopes are granted at this very commit. */
  | ({ readonly write: 'requireConsent'; readonly scopes: readonly string[] } & Parties)
  /** Idempotent. */
  | ({ readonly write: 'revokeConsent' } & Parties)
