import type { AttributeType, DeviceType } from '../../contract/shapes.gen.ts'
import type { Device } from '../../domain/devices/device.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'

/** A device as its user sees it. */
export function renderDevice(device: Device): DeviceType {
  return rendered(device, [
    ['device_status', 'valid'],
    ['device_name', device.name],
    ['last_ip_used', device.lastIpAddress],
  ])
}

/** The same as an administrator sees it. */
export function renderDeviceForAdmin(pool: UserPool, device: Device): DeviceType {
  return rendered(device, [
    ['device_status', 'valid'],
    ['device_name', device.name],
    ['last_ip_used', device.lastIpAddress],
    ['dev:device_arn', `arn:aws:cognito-idp:${pool.region}:${pool.accountId}:owner/${device.sub}/device/${device.key}`],
    ['dev:device_owner', device.sub],
    ['dev:device_remembered_status', device.rememberedStatus],
    ['dev:device_sdk', device.sdk],
  ])
}

function rendered(
  device: Device,
  attributes: readonly (readonly [name: string, value: string | undefined])[],
): DeviceType {
  const present = attributes.flatMap(([Name, Value]): AttributeType[] => (Value === undefined ? [] : [{ Name, Value }]))
  return {
    DeviceKey: device.key,
    DeviceAttributes: present,
    DeviceCreateDate: device.createdAt,
    DeviceLastModifiedDate: device.updatedAt,
    DeviceLastAuthenticatedDate: device.authenticatedAt,
  }
}
