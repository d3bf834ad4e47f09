import type { EventFilterType } from '../../contract/shapes.gen.ts'
import type { CompromiseVerdict } from '../../domain/risk/compromise-verdict.ts'
import { protectionMode } from '../../domain/risk/protection-mode.ts'
import { isBlockingCompromised, isCheckedForCompromise } from '../../domain/risk/risk-settings-for.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { riskSettingsOf } from '../threat-protection/risk-settings-of.ts'

/** What threat protection says of a password on this occasion. It costs nothing where there is none. */
export async function judgeCompromise(
  ports: Pick<Ports, 'compromisedPasswords' | 'storage'>,
  { pool, clientId, event }: { readonly pool: UserPool; readonly clientId: string; readonly event: EventFilterType },
  password: string,
): Promise<CompromiseVerdict> {
  const settings = await riskSettingsOf(ports, pool, clientId)
  if (settings === undefined || !isCheckedForCompromise(settings, event))
    return { isCompromised: false, isBlocked: false }
  const isCompromised = await ports.compromisedPasswords.includes(password)
  return {
    isCompromised,
    isBlocked: isCompromised && protectionMode(pool) === 'ENFORCED' && isBlockingCompromised(settings),
  }
}
