import type { Device } from '../../domain/device.ts'
import type { CodePurpose, VerificationCode } from '../../domain/verification-code.ts'
import type { Page, PageRequest } from './page.ts'

/** `pendingSecret` waits for VerifySoftwareToken while `secret`, if any, goes on working. Both base32. */
export interface SoftwareToken {
  readonly secret: string | undefined
  readonly pendingSecret: string | undefined
  readonly friendlyDeviceName: string | undefined
  readonly lastAcceptedStep: number | undefined
}

export interface FactorQueries {
  findCode(poolId: string, subject: string, purpose: CodePurpose): Promise<VerificationCode | undefined>
  findSoftwareToken(poolId: string, sub: string): Promise<SoftwareToken | undefined>
  findDevice(poolId: string, sub: string, deviceKey: string): Promise<Device | undefined>
  /** Most recently authenticated first. */
  listDevices(poolId: string, sub: string, page: PageRequest): Promise<Page<Device>>
}

export type FactorWrite =
  /** Replaces an earlier code of the same subject and purpose. */
  | { readonly write: 'putCode'; readonly code: VerificationCode }
  /** Guard `code-unspent`: the stored code has this hash and is not expired at `now`. Removes it. */
  | {
      readonly write: 'consumeCode'
      readonly poolId: string
      readonly subject: string
      readonly purpose: CodePurpose
      readonly codeHash: string
      readonly now: Date
    }
  /** Counts a wrong guess. At `limit` failures the code is removed. */
  | {
      readonly write: 'recordCodeFailure'
      readonly poolId: string
      readonly subject: string
      readonly purpose: CodePurpose
      readonly limit: number
    }
  | {
      readonly write: 'associateSoftwareToken'
      readonly poolId: string
      readonly sub: string
      readonly pendingSecret: string
    }
  /** Makes the pending secret the secret. Guard `software-token-pending`: the pending secret is this one. */
  | {
      readonly write: 'verifySoftwareToken'
      readonly poolId: string
      readonly sub: string
      readonly pendingSecret: string
      readonly step: number
      readonly friendlyDeviceName: string | undefined
    }
  /** Guard `software-token-step`: `step` is greater than the last accepted one. */
  | { readonly write: 'acceptSoftwareTokenStep'; readonly poolId: string; readonly sub: string; readonly step: number }
  | { readonly write: 'deleteSoftwareToken'; readonly poolId: string; readonly sub: string }
  /** Guards `user-exists`, `device-free`. */
  | { readonly write: 'createDevice'; readonly device: Device }
  /** Guard `device-exists`. */
  | { readonly write: 'updateDevice'; readonly device: Device }
  /** Guard `device-exists`. */
  | { readonly write: 'deleteDevice'; readonly poolId: string; readonly sub: string; readonly deviceKey: string }
