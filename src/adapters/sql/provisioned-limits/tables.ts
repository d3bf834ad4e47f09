export interface ProvisionedLimitRow {
  readonly account_id: string
  readonly region: string
  readonly category: string
  readonly value: number
}
