import { createHash } from 'node:crypto'
import { newUuid } from '../../crypto/identifiers.ts'
import { expiryOfStart } from '../../domain/user-import/user-import-job.ts'
import type { Ports } from '../../ports/ports.ts'
import { isUploadAllowed, type UploadClaim } from './upload-url.ts'

export const largestImportFile = 100 * 1024 * 1024
const chunkBytes = 256 * 1024

export interface ImportFile {
  readonly claim: UploadClaim
  /** MD5 in base 64, where the sender gave one. */
  readonly md5: string | undefined
  readonly bytes: AsyncIterable<Uint8Array>
}

export type ImportFileOutcome = 'received' | 'denied' | 'too-large' | 'bad-digest'

/**
 * Stores an upload piece by piece as it comes in; never more than a piece is in memory. It counts once it is complete:
 * of two uploads the later one is the file, and one that breaks off is none.
 */
export async function receiveImportFile(
  ports: Pick<Ports, 'clock' | 'random' | 'sealing' | 'storage'>,
  { claim, md5, bytes }: ImportFile,
): Promise<ImportFileOutcome> {
  const { poolId, jobId } = claim
  if (!isUploadAllowed(ports, claim)) return 'denied'
  const job = await ports.storage.userImports.find(poolId, jobId)
  if (job?.status !== 'Created') return 'denied'
  const upload = newUuid((size) => ports.random.bytes(size))
  const expiresAt = expiryOfStart(job)
  const digest = createHash('md5')
  let size = 0
  let number = 0
  for await (const content of inChunks(bytes)) {
    size += content.length
    if (size > largestImportFile) return 'too-large'
    digest.update(content)
    const chunk = { poolId, jobId, upload, number, content, expiresAt }
    const { committed } = await ports.storage.commit([{ write: 'putImportChunk', chunk }])
    if (!committed) return 'denied'
    number += 1
  }
  if (md5 !== undefined && md5 !== digest.digest('base64')) return 'bad-digest'
  const { committed } = await ports.storage.commit([{ write: 'completeImportUpload', poolId, jobId, upload }])
  return committed ? 'received' : 'denied'
}

async function* inChunks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = []
  let size = 0
  for await (const piece of bytes) {
    waiting.push(piece)
    size += piece.length
    if (size < chunkBytes) continue
    yield Buffer.concat(waiting)
    waiting = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(waiting)
}
