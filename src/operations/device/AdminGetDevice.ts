import { requireDevice } from '../../flows/devices/require-device.ts'
import { requireDeviceOwner } from '../../flows/devices/require-device-owner.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { renderDeviceForAdmin } from './device-rendering.ts'

export const AdminGetDevice = operation('AdminGetDevice', async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
  const { pool, user } = await requireDeviceOwner(ports, refuse, input.UserPoolId, input.Username)
  return { Device: renderDeviceForAdmin(pool, await requireDevice(ports, refuse, user, input.DeviceKey)) }
})
