import type { Refuse } from '../../contract/refusal.ts'
import type { Device } from '../../domain/devices/device.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { FactorWrite } from '../../ports/storage/factors.ts'
import { requireDevice } from './require-device.ts'

type Owner = Pick<User, 'poolId' | 'sub'>

/** Remembers a device or not: whether it may stand in for a second factor. */
export async function setDeviceStatus(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  owner: Owner,
  { deviceKey, status }: { readonly deviceKey: string; readonly status: Device['rememberedStatus'] | undefined },
): Promise<void> {
  const device = await requireDevice(ports, refuse, owner, deviceKey)
  if (status === undefined) return
  const changed = { ...device, rememberedStatus: status, updatedAt: ports.clock.now() }
  await commit(ports, refuse, { write: 'updateDevice', device: changed })
}

/** Forgets a device: from now on it is a new one. */
export async function forgetDevice(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  { poolId, sub }: Owner,
  deviceKey: string,
): Promise<void> {
  await commit(ports, refuse, { write: 'deleteDevice', poolId, sub, deviceKey })
}

async function commit(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  write: FactorWrite,
): Promise<void> {
  const committed = await ports.storage.commit([write])
  if (!committed.committed) throw refuse('ResourceNotFoundException', 'Device does not exist.')
}
