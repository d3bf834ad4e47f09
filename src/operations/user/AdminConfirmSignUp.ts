import { changeUser } from '../../flows/users/change-user.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import { postConfirmation } from '../../flows/triggers/post-confirmation.ts'
import { requireRun } from '../../flows/triggers/run-trigger.ts'
import type { TriggerPorts } from '../../flows/triggers/trigger.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminConfirmSignUp = operation(
  'AdminConfirmSignUp',
  async ({ input, refuse, request }, ports: TriggerPorts & Pick<Ports, 'clock' | 'storage'>) => {
    const found = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    const user = await changeUser(ports, refuse, found, (before) => {
      if (before.status !== 'UNCONFIRMED') {
        throw refuse('NotAuthorizedException', `User cannot be confirmed. Current status is ${before.status}`)
      }
      // Cognito: this vouches for the person, not for an address.
      return { user: { ...before, status: 'CONFIRMED' }, writes: [] }
    })
    const caller = { clientId: undefined, userAgent: request.userAgent }
    const told = { caller, clientMetadata: input.ClientMetadata }
    requireRun(refuse, await postConfirmation(ports, { pool: found.pool, ...told, by: 'ConfirmSignUp', user }))
    return {}
  },
)
