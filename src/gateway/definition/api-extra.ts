import type { ExtraValues } from '../../domain/extras/extra-values.ts'

export interface ApiExtra<Value> {
  readonly values: ExtraValues<Value>
  /** API Gateway's way. */
  readonly default: Value
  /** The only kind of API that it is for; undefined for both. */
  readonly of?: 'REST' | 'HTTP'
  /** What it does, in sentences. */
  readonly documentation: string
}

export function apiExtra<Value>(description: ApiExtra<Value>): ApiExtra<Value> {
  return description
}
