import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import { requireDevice } from '../../flows/devices/require-device.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { renderDevice } from './device-rendering.ts'

export const GetDevice = operation(
  'GetDevice',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    // The model lets it be absent; it is what says whose device it is.
    const { user } = await requireAccessToken(ports, refuse, input.AccessToken ?? '')
    return { Device: renderDevice(await requireDevice(ports, refuse, user, input.DeviceKey)) }
  },
)
