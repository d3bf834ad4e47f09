import type { AccountTakeoverActionType, RiskLevelType } from '../../contract/shapes.gen.ts'
import type { EventRisk } from './auth-event.ts'
import type { RiskSettings } from './risk-configuration.ts'
import { isInRanges } from './ip-range.ts'

export interface RiskDecision {
  readonly risk: EventRisk
  readonly action: AccountTakeoverActionType['EventAction']
  readonly isNotifying: boolean
}

/** Whether a sign-in from this address is stopped whatever else is true of it. */
export function isAddressBlocked({ RiskExceptionConfiguration: exceptions }: RiskSettings, address: string): boolean {
  return isInRanges(address, exceptions?.BlockedIPRangeList ?? [])
}

/** Whether risk is not looked at from this address. */
export function isAddressSkipped({ RiskExceptionConfiguration: exceptions }: RiskSettings, address: string): boolean {
  return isInRanges(address, exceptions?.SkippedIPRangeList ?? [])
}

/** What the pool wants done about a level of risk. A level that it does not speak of is told and nothing more. */
export function decideRisk(settings: RiskSettings, level: RiskLevelType | undefined): RiskDecision {
  const action = level && actionsOf(settings)[level]
  if (level === undefined) return { risk: { decision: 'NoRisk' }, action: 'NO_ACTION', isNotifying: false }
  const isBlock = action?.EventAction === 'BLOCK'
  return {
    risk: { decision: isBlock ? 'Block' : 'AccountTakeover', level },
    action: action?.EventAction ?? 'NO_ACTION',
    isNotifying: action?.Notify ?? false,
  }
}

function actionsOf(settings: RiskSettings): Readonly<Partial<Record<RiskLevelType, AccountTakeoverActionType>>> {
  const actions = settings.AccountTakeoverRiskConfiguration?.Actions
  return {
    ...(actions?.LowAction ? { Low: actions.LowAction } : {}),
    ...(actions?.MediumAction ? { Medium: actions.MediumAction } : {}),
    ...(actions?.HighAction ? { High: actions.HighAction } : {}),
  }
}
