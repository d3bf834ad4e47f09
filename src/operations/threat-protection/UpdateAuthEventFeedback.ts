import { openFeedbackToken } from '../../flows/threat-protection/feedback-token.ts'
import { findUser } from '../../flows/users/find-user.ts'
import { requireThreatProtection } from '../../flows/threat-protection/require-threat-protection.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** Whoever asks is known by the token alone: names that it is not for, and names nobody has, are refused as one. */
export const UpdateAuthEventFeedback = operation(
  'UpdateAuthEventFeedback',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'sealing' | 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    requireThreatProtection(refuse, pool)
    const subject = openFeedbackToken(ports, input.FeedbackToken)
    const user = await findUser(ports, pool, input.Username)
    const isMeant = subject?.poolId === pool.id && subject.sub === user?.sub && subject.eventId === input.EventId
    const result =
      subject !== undefined && isMeant
        ? await ports.storage.commit([
            {
              write: 'recordFeedback',
              ...subject,
              feedback: { value: input.FeedbackValue, provider: 'User', at: ports.clock.now() },
            },
          ])
        : undefined
    if (!result?.committed) throw refuse('NotAuthorizedException', 'Invalid feedback token.')
    return {}
  },
)
