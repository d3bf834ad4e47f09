import type { RiskConfigurationType } from '../../contract/shapes.gen.ts'

/** Its three parts in the contract's own spelling, as sent: an absent part stays absent. */
export type RiskSettings = Pick<
  RiskConfigurationType,
  'CompromisedCredentialsRiskConfiguration' | 'AccountTakeoverRiskConfiguration' | 'RiskExceptionConfiguration'
>

/** What threat protection does about what it finds, in a whole pool or for one client in the place of the pool's. */
export interface RiskConfiguration {
  readonly poolId: string
  readonly clientId: string | undefined
  readonly settings: RiskSettings
  readonly updatedAt: Date
}
