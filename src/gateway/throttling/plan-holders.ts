import { createHash } from 'node:crypto'
import type { PlanHolder, UsagePlan } from '../definition/usage-plan.ts'

/** The keys that open one stage. */
export interface PlanHolders {
  readonly find: (value: string) => PlanHolder | undefined
}

/** Keys are found by their hash, so that the time of a search tells nothing of how much of a key was right. */
export function createPlanHolders(plans: readonly UsagePlan[], apiId: string, stageName: string): PlanHolders {
  const holders = new Map<string, PlanHolder>()
  for (const plan of plans) {
    const stage = plan.stages.find((planned) => planned.apiId === apiId && planned.stage === stageName)
    if (stage === undefined) continue
    for (const key of plan.keys) if (key.isEnabled) holders.set(hashOf(key.value), { key, plan, stage })
  }
  return { find: (value) => (holders.size === 0 ? undefined : holders.get(hashOf(value))) }
}

function hashOf(value: string): string {
  return createHash('sha256').update(value, 'utf8').digest('base64')
}
