import { changeUser } from '../../flows/change-user.ts'
import { requireUser } from '../../flows/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminConfirmSignUp = operation(
  'AdminConfirmSignUp',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const found = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    await changeUser(ports, refuse, found, (user) => {
      if (user.status !== 'UNCONFIRMED') {
        throw refuse('NotAuthorizedException', `User cannot be confirmed. Current status is ${user.status}`)
      }
      // Cognito: this vouches for the person, not for an address.
      return { user: { ...user, status: 'CONFIRMED' }, writes: [] }
    })
    return {}
  },
)
