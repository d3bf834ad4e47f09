import { createHash } from 'node:crypto'
import type { Device } from '../../../domain/devices/device.ts'
import type { CodePurpose, VerificationCode } from '../../../domain/factors/verification-code.ts'
import type { SoftwareToken } from '../../../ports/storage/factors.ts'
import { lookupKey } from '../lookup-key.ts'
import type { DeviceRow, SoftwareTokenRow, VerificationCodeRow } from './tables.ts'
import { openText, sealText, type SealedPlace, type Sealer } from '../sealed.ts'
import { fromTime, toTime } from '../stored-time.ts'

type CodeDetails = Pick<VerificationCode, 'subject' | 'attribute' | 'destination'>
type TokenDetails = Partial<Pick<SoftwareToken, 'friendlyDeviceName'>>
type DeviceDetails = Pick<Device, 'name' | 'rememberedStatus' | 'lastIpAddress' | 'sdk'>
interface DeviceSecrets {
  readonly salt: string
  readonly verifier: string
}

export function toCodeRow(code: VerificationCode): VerificationCodeRow {
  const { subject, attribute, destination } = code
  const details: CodeDetails = { subject, attribute, destination }
  return {
    pool_id: code.poolId,
    subject: lookupKey(subject),
    purpose: code.purpose,
    code_hash: code.codeHash,
    details: JSON.stringify(details),
    created_at: toTime(code.createdAt),
    expires_at: toTime(code.expiresAt),
    failures: code.failures,
  }
}

export function fromCodeRow(row: VerificationCodeRow, purpose: CodePurpose): VerificationCode {
  const { subject, attribute, destination }: CodeDetails = JSON.parse(row.details)
  return {
    poolId: row.pool_id,
    subject,
    purpose,
    codeHash: row.code_hash,
    attribute,
    destination,
    createdAt: fromTime(row.created_at),
    expiresAt: fromTime(row.expires_at),
    failures: row.failures,
  }
}

export function sealTokenSecret(
  sealer: Sealer,
  { poolId, sub, secret }: { readonly poolId: string; readonly sub: string; readonly secret: string },
  column: 'secret' | 'pending_secret',
): string {
  return sealText(sealer, tokenPlace(poolId, sub, column), secret)
}

/** A secret is 160 random bits: a plain hash of it tells nothing. */
export function pendingHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

export function toTokenDetails(friendlyDeviceName: string | undefined): string {
  const details: TokenDetails = { friendlyDeviceName }
  return JSON.stringify(details)
}

export function fromSoftwareTokenRow(sealer: Sealer, row: SoftwareTokenRow): SoftwareToken {
  const open = (column: 'secret' | 'pending_secret'): string | undefined => {
    const sealed = row[column]
    return sealed === null ? undefined : openText(sealer, tokenPlace(row.pool_id, row.sub, column), sealed)
  }
  const { friendlyDeviceName }: TokenDetails = JSON.parse(row.details)
  return {
    secret: open('secret'),
    pendingSecret: open('pending_secret'),
    friendlyDeviceName,
    lastAcceptedStep: row.last_accepted_step ?? undefined,
  }
}

export function toDeviceRow(sealer: Sealer, device: Device): DeviceRow {
  const { name, rememberedStatus, lastIpAddress, sdk } = device
  const details: DeviceDetails = { name, rememberedStatus, lastIpAddress, sdk }
  const secrets: DeviceSecrets = {
    salt: Buffer.from(device.salt).toString('base64'),
    verifier: Buffer.from(device.verifier).toString('base64'),
  }
  return {
    pool_id: device.poolId,
    sub: device.sub,
    device_key: device.key,
    details: JSON.stringify(details),
    secrets: sealText(sealer, devicePlace(device.poolId, device.sub, device.key), JSON.stringify(secrets)),
    created_at: toTime(device.createdAt),
    updated_at: toTime(device.updatedAt),
    authenticated_at: toTime(device.authenticatedAt),
  }
}

export function fromDeviceRow(sealer: Sealer, row: DeviceRow): Device {
  const { name, rememberedStatus, lastIpAddress, sdk }: DeviceDetails = JSON.parse(row.details)
  const place = devicePlace(row.pool_id, row.sub, row.device_key)
  const { salt, verifier }: DeviceSecrets = JSON.parse(openText(sealer, place, row.secrets))
  return {
    poolId: row.pool_id,
    sub: row.sub,
    key: row.device_key,
    name,
    salt: Uint8Array.fromBase64(salt),
    verifier: Uint8Array.fromBase64(verifier),
    rememberedStatus,
    lastIpAddress,
    sdk,
    createdAt: fromTime(row.created_at),
    updatedAt: fromTime(row.updated_at),
    authenticatedAt: fromTime(row.authenticated_at),
  }
}

function tokenPlace(poolId: string, sub: string, column: 'secret' | 'pending_secret'): SealedPlace {
  return { table: 'software_tokens', column, row: [poolId, sub] }
}

function devicePlace(poolId: string, sub: string, key: string): SealedPlace {
  return { table: 'devices', column: 'secrets', row: [poolId, sub, key] }
}
