import { createHash } from 'node:crypto'
import { newUuid } from '../../crypto/identifiers.ts'
import { isAddressBlocked } from '../../domain/risk/decide-risk.ts'
import { customAuthProtectionMode, protectionMode } from '../../domain/risk/protection-mode.ts'
import { refused, type SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import type { Ports } from '../../ports/ports.ts'
import { riskSettingsOf } from '../threat-protection/risk-settings-of.ts'
import type { SignInUser } from './find-sign-in-user.ts'
import { decoyRecord } from './record-guess.ts'
import { signInTurnedAway } from './sign-in-event.ts'
import type { SignInContext, SignInPorts } from './sign-in-step.ts'

/** Who wants to sign in, and whether the pool's functions decide its steps. */
export interface Newcomer extends SignInUser {
  readonly isCustom?: boolean
}

/** Whether nobody may sign in from there: asked before anything else is, so that it tells nothing about anybody. */
export async function isFromBlockedAddress(
  ports: Pick<Ports, 'storage'>,
  { pool, client, request }: SignInContext,
  isCustom = false,
): Promise<boolean> {
  const mode = isCustom ? customAuthProtectionMode(pool) : protectionMode(pool)
  const settings = mode === 'ENFORCED' ? await riskSettingsOf(ports, pool, client.id) : undefined
  return settings !== undefined && isAddressBlocked(settings, request.sourceIp)
}

/**
 * Turns away whoever comes from such an address, and records it with the user, or does as much for a name nobody has.
 * It counts towards no lock: nothing was guessed, and nobody may lock others out from there.
 */
export async function refuseBlockedAddress(
  ports: Pick<SignInPorts, 'clock' | 'random' | 'storage'>,
  context: SignInContext,
  { user, sub, isCustom }: Newcomer,
): Promise<SignInRefusal | undefined> {
  if (!(await isFromBlockedAddress(ports, context, isCustom))) return undefined
  const now = ports.clock.now()
  const id = newUuid((size) => ports.random.bytes(size))
  const record = user
    ? [signInTurnedAway(ports, context, { sub, id: idOfDay(context, sub, now) })]
    : decoyRecord(context, { sub, id, now })
  // Where the user is gone meanwhile there is nothing to record, and the answer is the same.
  await ports.storage.commit(record)
  return refused('blocked')
}

/**
 * One record a day takes in all attempts, the newest in the place of the one before: no lock bounds them, and they must
 * not drive the user's own events out of those that risk is judged by.
 */
function idOfDay({ pool }: SignInContext, sub: string, now: Date): string {
  const day = now.toISOString().slice(0, 10)
  const digest = createHash('sha256')
    .update(JSON.stringify(['blocked', pool.id, sub, day]))
    .digest()
  return newUuid((size) => digest.subarray(0, size))
}
