import { createPrivateKey } from 'node:crypto'
import type { SigningCertificate } from '../../../domain/user-pools/signing-certificate.ts'
import { openBytes, sealBytes, type SealedPlace, type Sealer } from '../sealed.ts'
import { fromTime, toTime } from '../stored-time.ts'
import type { SigningCertificateRow } from './tables.ts'

export function toSigningCertificateRow(sealer: Sealer, certificate: SigningCertificate): SigningCertificateRow {
  const privateKey = certificate.privateKey.export({ format: 'der', type: 'pkcs8' })
  return {
    pool_id: certificate.poolId,
    certificate: Buffer.from(certificate.certificate).toString('base64'),
    private_key: sealBytes(sealer, privateKeyPlace(certificate.poolId), privateKey),
    created_at: toTime(certificate.createdAt),
  }
}

export function fromSigningCertificateRow(sealer: Sealer, row: SigningCertificateRow): SigningCertificate {
  const privateKey = openBytes(sealer, privateKeyPlace(row.pool_id), row.private_key)
  return {
    poolId: row.pool_id,
    privateKey: createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' }),
    certificate: Uint8Array.fromBase64(row.certificate),
    createdAt: fromTime(row.created_at),
  }
}

function privateKeyPlace(poolId: string): SealedPlace {
  return { table: 'signing_certificates', column: 'private_key', row: [poolId] }
}
