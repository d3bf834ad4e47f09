import type { RequestFacts } from '../../domain/request-facts.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { limitRange } from '../../domain/user-pools/provisioned-limit.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { addressSubject } from '../throttle.ts'
import { pendingSeconds } from './pending-sign-in.ts'

/** Of one address in the time that a departure lives; a whole office may be behind one. */
const mostOfOneAddress = 600
const category = 'UserFederation'

/**
 * Counts a departure in the very commit that remembers it: nobody has to be somebody to leave for a provider, and each is
 * kept for its time. One address is stopped long before it has used up what the pool has. Cognito: the pool's limit is the
 * one that `UpdateProvisionedLimit` sets.
 */
export async function countDeparture(
  { clock, storage }: Pick<Ports, 'clock' | 'storage'>,
  { id: poolId, accountId, region }: UserPool,
  { sourceIp }: RequestFacts,
): Promise<readonly Write[]> {
  const perSecond =
    (await storage.provisionedLimits.find({ accountId, region, category })) ?? limitRange(category)?.free ?? 0
  const count = (subject: string, limit: number): Write => ({
    write: 'countAttempt',
    poolId,
    subject,
    action: 'begin-federated-sign-in',
    limit,
    windowSeconds: pendingSeconds,
    now: clock.now(),
  })
  return [count(addressSubject(sourceIp), mostOfOneAddress), count('everybody', perSecond * pendingSeconds)]
}
