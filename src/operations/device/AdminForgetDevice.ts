import { forgetDevice } from '../../flows/devices/change-device.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminForgetDevice = operation(
  'AdminForgetDevice',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    await forgetDevice(ports, refuse, user, input.DeviceKey)
  },
)
