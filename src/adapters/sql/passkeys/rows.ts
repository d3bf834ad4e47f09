import type { Passkey } from '../../../domain/factors/passkey.ts'
import { lookupKey } from '../lookup-key.ts'
import { fromTime, fromTimeOrNull, toTime, toTimeOrNull } from '../stored-time.ts'
import type { PasskeyRow } from './tables.ts'

type Details = Pick<
  Passkey,
  'credentialId' | 'relyingPartyId' | 'name' | 'aaguid' | 'transports' | 'attachment' | 'isBackupEligible'
> & { readonly publicKey: string }

export function toPasskeyRow(passkey: Passkey): PasskeyRow {
  const { credentialId, relyingPartyId, name, aaguid, transports, attachment, isBackupEligible } = passkey
  const publicKey = Buffer.from(passkey.publicKey).toString('base64url')
  const details: Details = {
    credentialId,
    relyingPartyId,
    name,
    ...(aaguid === undefined ? {} : { aaguid }),
    transports,
    attachment,
    isBackupEligible,
    publicKey,
  }
  return {
    pool_id: passkey.poolId,
    credential_key: lookupKey(credentialId),
    sub: passkey.sub,
    sign_count: passkey.signCount,
    backed_up: passkey.isBackedUp ? 1 : 0,
    details: JSON.stringify(details),
    label: passkey.label ?? null,
    created_at: toTime(passkey.createdAt),
    used_at: toTimeOrNull(passkey.usedAt),
  }
}

export function fromPasskeyRow(row: PasskeyRow): Passkey {
  const { publicKey, credentialId, relyingPartyId, name, aaguid, transports, attachment, isBackupEligible }: Details =
    JSON.parse(row.details)
  return {
    poolId: row.pool_id,
    sub: row.sub,
    credentialId,
    relyingPartyId,
    name,
    label: row.label ?? undefined,
    ...(aaguid === undefined ? {} : { aaguid }),
    publicKey: Uint8Array.from(Buffer.from(publicKey, 'base64url')),
    signCount: row.sign_count,
    transports,
    attachment,
    isBackupEligible,
    isBackedUp: row.backed_up === 1,
    createdAt: fromTime(row.created_at),
    usedAt: fromTimeOrNull(row.used_at),
  }
}
