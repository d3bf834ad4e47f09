import { requireThreatProtection } from '../../flows/threat-protection/require-threat-protection.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminUpdateAuthEventFeedback = operation(
  'AdminUpdateAuthEventFeedback',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const { pool, user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    requireThreatProtection(refuse, pool)
    const feedback = { value: input.FeedbackValue, provider: 'Admin', at: ports.clock.now() }
    const result = await ports.storage.commit([
      { write: 'recordFeedback', poolId: pool.id, sub: user.sub, eventId: input.EventId, feedback },
    ])
    if (!result.committed) throw refuse('ResourceNotFoundException', `Event ${input.EventId} does not exist.`)
    return {}
  },
)
