import type { FactorWrite } from '../../../ports/storage/factors.ts'
import { lookupKey } from '../lookup-key.ts'
import type { DeviceRow, VerificationCodeRow } from './tables.ts'
import type { Sealer } from '../sealed.ts'
import { pendingHash, sealTokenSecret, toCodeRow, toDeviceRow, toTokenDetails } from './rows.ts'

export interface PendingToken {
  readonly pool_id: string
  readonly sub: string
  readonly pending_secret: string
  readonly pending_hash: string
}

export interface VerifiedToken {
  readonly pool_id: string
  readonly sub: string
  readonly secret: string
  readonly pending_hash: string
  readonly details: string
  readonly last_accepted_step: number
}

export type SqlFactorWrite =
  | { readonly write: 'putCode'; readonly row: VerificationCodeRow }
  | { readonly write: 'associateSoftwareToken'; readonly row: PendingToken }
  | { readonly write: 'verifySoftwareToken'; readonly row: VerifiedToken }
  | { readonly write: 'createDevice' | 'updateDevice'; readonly row: DeviceRow }
  | Extract<
      FactorWrite,
      {
        readonly write:
          | 'consumeCode'
          | 'recordCodeFailure'
          | 'acceptSoftwareTokenStep'
          | 'deleteSoftwareToken'
          | 'replaceRecoveryCodes'
          | 'consumeRecoveryCode'
          | 'deleteDevice'
      }
    >

export function prepareFactorWrite(sealer: Sealer, write: FactorWrite): SqlFactorWrite {
  switch (write.write) {
    case 'putCode':
      return { write: write.write, row: toCodeRow(write.code) }
    case 'consumeCode':
    case 'recordCodeFailure':
      return { ...write, subject: lookupKey(write.subject) }
    case 'associateSoftwareToken':
      return { write: write.write, row: pendingToken(sealer, write) }
    case 'verifySoftwareToken':
      return { write: write.write, row: verifiedToken(sealer, write) }
    case 'createDevice':
    case 'updateDevice':
      return { write: write.write, row: toDeviceRow(sealer, write.device) }
    case 'acceptSoftwareTokenStep':
    case 'deleteSoftwareToken':
    case 'replaceRecoveryCodes':
    case 'consumeRecoveryCode':
    case 'deleteDevice':
      return write
  }
}

function pendingToken(
  sealer: Sealer,
  { poolId, sub, pendingSecret }: Extract<FactorWrite, { readonly write: 'associateSoftwareToken' }>,
): PendingToken {
  return {
    pool_id: poolId,
    sub,
    pending_secret: sealTokenSecret(sealer, { poolId, sub, secret: pendingSecret }, 'pending_secret'),
    pending_hash: pendingHash(pendingSecret),
  }
}

function verifiedToken(
  sealer: Sealer,
  write: Extract<FactorWrite, { readonly write: 'verifySoftwareToken' }>,
): VerifiedToken {
  const { poolId, sub, pendingSecret, step, friendlyDeviceName } = write
  return {
    pool_id: poolId,
    sub,
    secret: sealTokenSecret(sealer, { poolId, sub, secret: pendingSecret }, 'secret'),
    pending_hash: pendingHash(pendingSecret),
    details: toTokenDetails(friendlyDeviceName),
    last_accepted_step: step,
  }
}
