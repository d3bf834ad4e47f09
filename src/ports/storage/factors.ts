import type { Device } from '../../domain/devices/device.ts'
import type { CodePurpose, VerificationCode } from '../../domain/factors/verification-code.ts'
import type { Page, PageRequest } from './page.ts'

/** `pendingSecret` waits for VerifySoftwareToken while `secret`, if any, goes on working. Both base32. */
export interface SoftwareToken {
  readonly secret: string | undefined
  readonly pendingSecret: string | undefined
  readonly friendlyDeviceName: string | undefined
  readonly lastAcceptedStep: number | undefined
}

/** What is told of a user's recovery codes, of which only hashes are stored. */
export interface RecoveryCodes {
  readonly left: number
  readonly madeAt: Date
}

export interface FactorQueries {
  findCode(poolId: string, subject: string, purpose: CodePurpose): Promise<VerificationCode | undefined>
  findSoftwareToken(poolId: string, sub: string): Promise<SoftwareToken | undefined>
  hasRecoveryCode(poolId: string, sub: string, codeHash: string): Promise<boolean>
  /** Undefined where none are left, or none were made. */
  findRecoveryCodes(poolId: string, sub: string): Promise<RecoveryCodes | undefined>
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
  /** Puts these in the place of all that the user has. */
  | {
      readonly write: 'replaceRecoveryCodes'
      readonly poolId: string
      readonly sub: string
      readonly codeHashes: readonly string[]
      readonly at: Date
    }
  /** Guard `recovery-code-unspent`: the user has a code of this hash. Removes it. */
  | {
      readonly write: 'consumeRecoveryCode'
      readonly poolId: string
      readonly sub: string
      readonly codeHash: string
    }
  /** Guards `user-exists`, `device-free`. */
  | { readonly write: 'createDevice'; readonly device: Device }
  /** Guard `device-exists`. */
  | { readonly write: 'updateDevice'; readonly device: Device }
  /** Guard `device-exists`. */
  | { readonly write: 'deleteDevice'; readonly poolId: string; readonly sub: string; readonly deviceKey: string }
