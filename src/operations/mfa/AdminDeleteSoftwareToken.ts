import { withoutMfaFactor } from '../../domain/factors/mfa-preference.ts'
import { changeUser } from '../../flows/users/change-user.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** For a phone that is lost: whoever has it is signed out as well (SESS-03). */
export const AdminDeleteSoftwareToken = operation(
  'AdminDeleteSoftwareToken',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const found = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    if (found.user.status === 'UNCONFIRMED') throw refuse('UserNotConfirmedException', 'User is not confirmed.')
    await changeUser(ports, refuse, found, (user) => {
      const { poolId, sub } = user
      return {
        user: withoutMfaFactor(user, 'SOFTWARE_TOKEN_MFA'),
        writes: [
          { write: 'deleteSoftwareToken', poolId, sub },
          { write: 'signOutEverywhere', poolId, sub, at: ports.clock.now() },
        ],
      }
    })
    return {}
  },
)
