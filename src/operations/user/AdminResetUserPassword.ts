import { recoveryChannels, recoveryContact } from '../../domain/messages/code-delivery.ts'
import { changeUser } from '../../flows/users/change-user.ts'
import { requireDelivery, type DeliveryPorts } from '../../flows/messages/deliver-code.ts'
import { whyNotRecoverable, wrongStateForReset } from '../../flows/password-changes/recover-password.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import { operation } from '../operation.ts'

export const AdminResetUserPassword = operation(
  'AdminResetUserPassword',
  async ({ input, refuse, request }, ports: DeliveryPorts) => {
    const found = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    const { pool } = found
    if (recoveryChannels(pool).length === 0) {
      throw refuse('NotAuthorizedException', 'Contact administrator to reset password.')
    }
    await changeUser(ports, refuse, found, async (user) => {
      const refusal = whyNotRecoverable(refuse, pool, user)
      const contact = recoveryContact(pool, user)
      if (refusal || !contact) throw refusal ?? wrongStateForReset(refuse)
      const { writes } = await requireDelivery(ports, refuse, {
        pool,
        subject: user.sub,
        purpose: 'forgot-password',
        contact,
        user,
        origin: {
          source: 'ForgotPassword',
          caller: { clientId: undefined, userAgent: request.userAgent },
          clientMetadata: input.ClientMetadata,
        },
      })
      return {
        user: { ...user, status: 'RESET_REQUIRED' },
        writes: [...writes, { write: 'signOutEverywhere', poolId: pool.id, sub: user.sub, at: ports.clock.now() }],
      }
    })
    return {}
  },
)
