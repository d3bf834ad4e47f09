import type { EventFilterType } from '../contract/shapes.gen.ts'
import { protectionMode } from '../domain/risk/protection-mode.ts'
import { isBlockingCompromised, isCheckedForCompromise, riskSettingsFor } from '../domain/risk/risk-settings-for.ts'
import type { UserPool } from '../domain/user-pool.ts'
import type { Ports } from '../ports/ports.ts'

export interface CompromiseVerdict {
  readonly isCompromised: boolean
  /** Whether the pool wants it kept out. */
  readonly isBlocked: boolean
}

/** What threat protection says of a password on this occasion. It costs nothing where there is none. */
export async function judgeCompromise(
  ports: Pick<Ports, 'compromisedPasswords' | 'storage'>,
  { pool, clientId, event }: { readonly pool: UserPool; readonly clientId: string; readonly event: EventFilterType },
  password: string,
): Promise<CompromiseVerdict> {
  const mode = protectionMode(pool)
  if (mode === 'OFF') return { isCompromised: false, isBlocked: false }
  const { riskConfigurations } = await ports.storage.threatProtection.findSettings(pool.id)
  const settings = riskSettingsFor(riskConfigurations, clientId)
  if (!isCheckedForCompromise(settings, event)) return { isCompromised: false, isBlocked: false }
  const isCompromised = await ports.compromisedPasswords.includes(password)
  return { isCompromised, isBlocked: isCompromised && mode === 'ENFORCED' && isBlockingCompromised(settings) }
}
