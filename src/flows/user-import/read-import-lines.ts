import { longestRow } from '../../domain/user-import/csv-row.ts'
import type { UserImportJob } from '../../domain/user-import/user-import-job.ts'
import type { Ports } from '../../ports/ports.ts'

export interface ImportLine {
  /** From 1 on: the header. */
  readonly number: number
  /** Of a row that is too long, only its beginning, which is too long as well. */
  readonly text: string
}

/** The lines of a job's file, one piece of it in memory at a time. Throws a TypeError where it is not UTF-8. */
export async function* readImportLines(
  ports: Pick<Ports, 'storage'>,
  { poolId, id: jobId, upload }: UserImportJob,
): AsyncGenerator<ImportLine> {
  if (upload === undefined) return
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let number = 0
  let rest = ''
  for (let chunk = 0; ; chunk += 1) {
    const content = await ports.storage.userImports.readChunk({ poolId, jobId, upload, number: chunk })
    const lines = (rest + decoder.decode(content ?? new Uint8Array(), { stream: content !== undefined })).split('\n')
    rest = (lines.pop() ?? '').slice(0, longestRow + 2)
    for (const text of lines) yield { number: (number += 1), text }
    if (content === undefined) break
  }
  if (rest !== '') yield { number: number + 1, text: rest }
}
