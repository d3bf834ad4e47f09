import type { SrpIdentity } from '../../../crypto/srp/srp.ts'
import type { Device } from '../../../domain/devices/device.ts'
import { deviceGroupKey } from '../../../domain/sign-in/device-group-key.ts'
import type { SignInPorts } from '../sign-in-step.ts'

/** Whose password a device proves: its own, within the group of its user's devices. */
export function deviceSrpIdentity(ports: Pick<SignInPorts, 'sealing'>, device: Device): SrpIdentity {
  return { realm: userDeviceGroupKey(ports, device), username: device.key }
}

/** The DeviceGroupKey that goes out with NewDeviceMetadata. */
export function userDeviceGroupKey(
  ports: Pick<SignInPorts, 'sealing'>,
  user: { readonly poolId: string; readonly sub: string },
): string {
  return deviceGroupKey(ports.sealing.keyFor('device group'), user)
}
