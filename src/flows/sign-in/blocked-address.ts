import { isAddressBlocked } from '../../domain/risk/decide-risk.ts'
import { protectionMode } from '../../domain/risk/protection-mode.ts'
import type { Ports } from '../../ports/ports.ts'
import { riskSettingsOf } from '../threat-protection/risk-settings-of.ts'
import type { SignInContext } from './sign-in-step.ts'

/** Whether nobody may sign in from there: asked before anything else is, so that it tells nothing about anybody. */
export async function isFromBlockedAddress(
  ports: Pick<Ports, 'storage'>,
  { pool, client, request }: SignInContext,
): Promise<boolean> {
  const settings = protectionMode(pool) === 'ENFORCED' ? await riskSettingsOf(ports, pool, client.id) : undefined
  return settings !== undefined && isAddressBlocked(settings, request.sourceIp)
}
