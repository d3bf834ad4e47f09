import { listDevices } from '../../flows/devices/list-devices.ts'
import { requireDeviceOwner } from '../../flows/devices/require-device-owner.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { renderDeviceForAdmin } from './device-rendering.ts'

export const AdminListDevices = operation(
  'AdminListDevices',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { pool, user } = await requireDeviceOwner(ports, refuse, input.UserPoolId, input.Username)
    const { Limit: limit, PaginationToken: token } = input
    const page = await listDevices(ports, refuse, user, { operation: 'AdminListDevices', limit, token })
    return { Devices: page.devices.map((device) => renderDeviceForAdmin(pool, device)), PaginationToken: page.token }
  },
)
