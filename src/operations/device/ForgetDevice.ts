import { forgetDevice } from '../../flows/devices/change-device.ts'
import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ForgetDevice = operation(
  'ForgetDevice',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    // The model lets it be absent; it is what says whose device it is.
    const { user } = await requireAccessToken(ports, refuse, input.AccessToken ?? '')
    await forgetDevice(ports, refuse, user, input.DeviceKey)
  },
)
