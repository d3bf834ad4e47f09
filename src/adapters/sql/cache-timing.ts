export interface CacheTiming {
  /** After this long an entry is read anew, in case word of a change by another process was lost. */
  readonly longestMs: number
  readonly monotonicMs: () => number
}
