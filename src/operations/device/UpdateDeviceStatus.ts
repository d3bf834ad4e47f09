import { setDeviceStatus } from '../../flows/devices/change-device.ts'
import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const UpdateDeviceStatus = operation(
  'UpdateDeviceStatus',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const { user } = await requireAccessToken(ports, refuse, input.AccessToken)
    await setDeviceStatus(ports, refuse, user, { deviceKey: input.DeviceKey, status: input.DeviceRememberedStatus })
    return {}
  },
)
