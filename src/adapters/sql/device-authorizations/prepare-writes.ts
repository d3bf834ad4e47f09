import type { DeviceAuthorizationWrite } from '../../../ports/storage/device-authorizations.ts'
import { toDeviceAuthorizationRow } from './rows.ts'
import type { DeviceAuthorizationRow } from './tables.ts'

export type SqlDeviceAuthorizationWrite =
  | { readonly write: 'createDeviceAuthorization'; readonly row: DeviceAuthorizationRow }
  | Exclude<DeviceAuthorizationWrite, { readonly write: 'createDeviceAuthorization' }>

export function prepareDeviceAuthorizationWrite(write: DeviceAuthorizationWrite): SqlDeviceAuthorizationWrite {
  if (write.write !== 'createDeviceAuthorization') return write
  return { write: write.write, row: toDeviceAuthorizationRow(write.authorization) }
}
