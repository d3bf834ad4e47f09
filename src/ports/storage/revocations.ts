/**
 * What ended before its tokens did, for those who let people in by tokens alone: one token family (`subject` is its
 * id), the sessions of a user that began before `at` (`sign-out`), or all that a user, an app client or a pool had,
 * which are gone. Sessions that began within the second of a `sign-out` are listed one by one, since tokens tell
 * seconds only.
 */
export interface Revocation {
  /** Grows with each commit. */
  readonly position: number
  readonly poolId: string
  readonly kind: RevocationKind
  /** The id of the family or the client, or the `sub`; nothing for a pool. */
  readonly subject: string
  /** Of a `sign-out` only. */
  readonly at: Date | undefined
}

export type RevocationKind = 'family' | 'sign-out' | 'user' | 'client' | 'pool'

/** They are kept until every token that they are about has expired. */
export interface RevocationQueries {
  /**
   * Those behind a position, by position. Once one is seen, nothing appears before it any more, whichever node wrote
   * it: whoever goes on from the last that was seen misses none.
   */
  list(after: number, limit: number): Promise<readonly Revocation[]>
  /** The position of the last one, also when that one is no longer kept; 0 before the first. */
  last(): Promise<number>
}
