export interface ProvisionedLimit {
  readonly accountId: string
  readonly region: string
  readonly category: string
  readonly value: number
}

export interface ProvisionedLimitQueries {
  /** What was asked for last; undefined where nobody asked for anything. */
  find(limit: Omit<ProvisionedLimit, 'value'>): Promise<number | undefined>
}

export type ProvisionedLimitWrite = { readonly write: 'setProvisionedLimit'; readonly limit: ProvisionedLimit }
