import type { Throttle } from './throttle.ts'

/** What the holders of some API keys may ask of some stages. */
export interface UsagePlan {
  readonly id: string
  readonly name: string
  readonly stages: readonly PlannedStage[]
  /** For all requests of one key. */
  readonly throttle: Throttle | undefined
  readonly quota: Quota | undefined
  readonly keys: readonly ApiKey[]
}

export interface PlannedStage {
  readonly apiId: string
  readonly stage: string
  /** For one key at one method, by `/notes/{id} GET`; `/*` and `*` are every path and method. */
  readonly methodThrottles: ReadonlyMap<string, Throttle>
}

export interface Quota {
  readonly limit: number
  readonly period: QuotaPeriod
  /** Requests that count as made already in the first period. */
  readonly offset: number
}

export type QuotaPeriod = 'DAY' | 'WEEK' | 'MONTH'

export interface ApiKey {
  readonly id: string
  readonly name: string
  /** The secret itself: it is never logged and never leaves the process. */
  readonly value: string
  readonly isEnabled: boolean
}

/** Somebody with a key of a plan for the stage that was asked. */
export interface PlanHolder {
  readonly key: ApiKey
  readonly plan: UsagePlan
  readonly stage: PlannedStage
}
