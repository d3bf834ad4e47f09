import { setDeviceStatus } from '../../flows/devices/change-device.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminUpdateDeviceStatus = operation(
  'AdminUpdateDeviceStatus',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const { user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    await setDeviceStatus(ports, refuse, user, { deviceKey: input.DeviceKey, status: input.DeviceRememberedStatus })
    return {}
  },
)
