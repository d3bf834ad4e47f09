import type { DeviceAuthorization, DeviceDecision } from '../../domain/authorization/device-authorization.ts'

export interface DeviceAuthorizationQueries {
  find(poolId: string, deviceCodeHash: string): Promise<DeviceAuthorization | undefined>
  findByUserCode(poolId: string, userCodeHash: string): Promise<DeviceAuthorization | undefined>
}

interface Key {
  readonly poolId: string
  readonly deviceCodeHash: string
}

export type DeviceAuthorizationWrite =
  /** Guard `user-code-free`: no other device of the pool has the user code. */
  | { readonly write: 'createDeviceAuthorization'; readonly authorization: DeviceAuthorization }
  /** Guard `device-authorization-pending`: nothing is decided and it has not expired. */
  | (Key & { readonly write: 'decideDeviceAuthorization'; readonly decision: DeviceDecision; readonly now: Date })
  /**
   * Guard `device-poll-due`: the device has not asked within its interval, less `leewaySeconds`. Remembers that it asked.
   */
  | (Key & { readonly write: 'pollDeviceAuthorization'; readonly leewaySeconds: number; readonly now: Date })
  /** The device asked too soon: its interval grows. */
  | (Key & { readonly write: 'slowDeviceAuthorization'; readonly bySeconds: number; readonly now: Date })
  /** Guard `device-authorization-approved`: somebody allowed it and it has not expired. Gone with this. */
  | (Key & { readonly write: 'takeDeviceAuthorization'; readonly now: Date })
