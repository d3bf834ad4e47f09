/** Counts the requests of one API key under one usage plan, period after period. */
export interface QuotaCounter {
  readonly planId: string
  readonly keyId: string
  readonly period: 'DAY' | 'WEEK' | 'MONTH'
}

/** The one day, week or month that is counted in. */
export interface QuotaPeriodOf extends QuotaCounter {
  readonly startedAt: Date
  readonly endsAt: Date
}

export interface QuotaUses {
  readonly startedAt: Date
  readonly uses: number
}

export interface QuotaUseQueries {
  /** The newest period that anything was counted in. */
  find(counter: QuotaCounter): Promise<QuotaUses | undefined>
}

export type QuotaUseWrite =
  /**
   * Counts `uses` more in this period, guarded by `quota-left`: no more than `limit` altogether. In the first period of
   * a counter `usedBefore` count as made already. A period that began for somebody else meanwhile is counted in instead.
   */
  | {
      readonly write: 'takeQuotaUses'
      readonly of: QuotaPeriodOf
      readonly uses: number
      readonly limit: number
      readonly usedBefore: number
    }
  /** Gives back what was taken and not used; nothing where the period is over. */
  | { readonly write: 'returnQuotaUses'; readonly of: QuotaPeriodOf; readonly uses: number }
