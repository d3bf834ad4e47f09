import type { LogConfigurationType } from '../../contract/shapes.gen.ts'
import type { RiskConfiguration } from '../../domain/risk/risk-configuration.ts'

/** All that a pool says about threats and about logs of its users' activity; every sign-in may ask. */
export interface ThreatSettings {
  /** The pool's own and those of its clients. */
  readonly riskConfigurations: readonly RiskConfiguration[]
  readonly logConfigurations: readonly LogConfigurationType[]
}

export interface ThreatProtectionQueries {
  /** Without anything in it for a pool that never set it, or is not there. */
  findSettings(poolId: string): Promise<ThreatSettings>
}

export type ThreatProtectionWrite =
  /** Guards `user-pool-exists`, and `app-client-exists` for a client's. In the place of the one before. */
  | { readonly write: 'putRiskConfiguration'; readonly configuration: RiskConfiguration }
  /** Guard `user-pool-exists`. */
  | {
      readonly write: 'putLogConfigurations'
      readonly poolId: string
      readonly configurations: readonly LogConfigurationType[]
    }
