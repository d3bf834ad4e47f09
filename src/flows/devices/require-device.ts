import type { Refuse } from '../../contract/refusal.ts'
import type { Device } from '../../domain/devices/device.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'

/** The user's device of this key, or Cognito's refusal. */
export async function requireDevice(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  { poolId, sub }: Pick<User, 'poolId' | 'sub'>,
  deviceKey: string,
): Promise<Device> {
  const device = await ports.storage.factors.findDevice(poolId, sub, deviceKey)
  if (device === undefined) throw refuse('ResourceNotFoundException', 'Device does not exist.')
  return device
}
