import { changeUser } from '../../flows/users/change-user.ts'
import { judgeNewPassword, namesOf } from '../../flows/passwords/judge-new-password.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import { withNewPassword } from '../../flows/password-changes/set-password.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminSetUserPassword = operation(
  'AdminSetUserPassword',
  async (
    { input, refuse },
    ports: Pick<Ports, 'clock' | 'compromisedPasswords' | 'passwordWork' | 'random' | 'sealing' | 'storage'>,
  ) => {
    const { Password: password, Permanent: isPermanent = false } = input
    const found = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    const { pool } = found
    const names = namesOf(found.user)
    const { fault } = await judgeNewPassword(ports, { pool, password, occasion: 'replaced', names })
    if (fault) throw refuse('InvalidPasswordException', fault)
    const status = isPermanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD'
    await changeUser(ports, refuse, found, async (user) => ({
      user: await withNewPassword(ports, refuse, { pool, user, password, status }),
      writes: [{ write: 'unlock', poolId: pool.id, subject: user.sub }],
    }))
    return {}
  },
)
