import { createHmac } from 'node:crypto'
import { isEqualText } from '../../crypto/constant-time.ts'
import { expiryOfUpload, type UserImportJob } from '../../domain/user-import/user-import-job.ts'
import type { Ports } from '../../ports/ports.ts'

/** What the URL of an upload names. */
export interface UploadClaim {
  readonly poolId: string
  readonly jobId: string
  readonly expires: string
  readonly signature: string
}

/** Where the job's file is to be sent, by whoever has this URL, for a quarter of an hour. */
export function importUploadUrl(
  ports: Pick<Ports, 'addresses' | 'sealing'>,
  job: Pick<UserImportJob, 'poolId' | 'id' | 'createdAt'>,
): string {
  const { poolId, id: jobId } = job
  const expires = String(Math.floor(expiryOfUpload(job).getTime() / 1000))
  const signature = sign(ports, { poolId, jobId, expires })
  return `${ports.addresses.importUpload(poolId, jobId)}?expires=${expires}&signature=${signature}`
}

/** Whether the URL is one of ours, as it was given out, and still good. */
export function isUploadAllowed(ports: Pick<Ports, 'clock' | 'sealing'>, claim: UploadClaim): boolean {
  if (!isEqualText(claim.signature, sign(ports, claim))) return false
  return ports.clock.now().getTime() < Number(claim.expires) * 1000
}

function sign({ sealing }: Pick<Ports, 'sealing'>, { poolId, jobId, expires }: Omit<UploadClaim, 'signature'>): string {
  const text = JSON.stringify([poolId, jobId, expires])
  return createHmac('sha256', sealing.keyFor('user-import-upload')).update(text).digest('base64url')
}
