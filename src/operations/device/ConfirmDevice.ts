import { confirmDevice } from '../../flows/devices/confirm-device.ts'
import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ConfirmDevice = operation(
  'ConfirmDevice',
  async ({ input, refuse, request }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const token = await requireAccessToken(ports, refuse, input.AccessToken)
    const device = await confirmDevice(ports, refuse, token, {
      deviceKey: input.DeviceKey,
      name: input.DeviceName,
      secret: input.DeviceSecretVerifierConfig,
      request,
    })
    return { UserConfirmationNecessary: device.rememberedStatus === 'not_remembered' }
  },
)
