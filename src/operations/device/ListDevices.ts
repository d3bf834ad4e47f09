import { listDevices } from '../../flows/devices/list-devices.ts'
import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { renderDevice } from './device-rendering.ts'

export const ListDevices = operation(
  'ListDevices',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const { user } = await requireAccessToken(ports, refuse, input.AccessToken)
    const { Limit: limit, PaginationToken: token } = input
    const page = await listDevices(ports, refuse, user, { operation: 'ListDevices', limit, token })
    return { Devices: page.devices.map(renderDevice), PaginationToken: page.token }
  },
)
