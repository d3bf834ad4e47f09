import { parseCsvRow } from '../../domain/user-import/csv-row.ts'
import { headerFault } from '../../domain/user-import/csv-header.ts'
import type { UserImportJob } from '../../domain/user-import/user-import-job.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { readImportLines } from './read-import-lines.ts'

const mostUsers = 500_000
const byteOrderMark = '\uFEFF'

export type CheckedFile =
  | { readonly kind: 'sound'; readonly columns: readonly string[] }
  | { readonly kind: 'fault'; readonly fault: string }

/** Reads the whole file before anything of it is imported: what is wrong with all of it, nobody shall half have. */
export async function checkImportFile(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  job: UserImportJob,
): Promise<CheckedFile> {
  let columns: readonly string[] | undefined
  let users = 0
  try {
    for await (const { text } of readImportLines(ports, job)) {
      if (columns === undefined) {
        const header = parseHeader(text, pool, job)
        if (header.kind === 'fault') return header
        columns = header.columns
      } else if (text.trim() !== '') users += 1
      if (users > mostUsers) return { kind: 'fault', fault: `The CSV file has more than ${mostUsers} users.` }
    }
  } catch (error) {
    if (error instanceof TypeError) return { kind: 'fault', fault: 'The CSV file is not in UTF-8.' }
    throw error
  }
  if (columns === undefined) return { kind: 'fault', fault: 'The CSV file is empty.' }
  return users === 0 ? { kind: 'fault', fault: 'The CSV file has no users.' } : { kind: 'sound', columns }
}

function parseHeader(text: string, pool: UserPool, job: UserImportJob): CheckedFile {
  if (text.startsWith(byteOrderMark)) return { kind: 'fault', fault: 'The CSV file begins with a byte order mark.' }
  const row = parseCsvRow(text)
  if (row.kind === 'fault') return { kind: 'fault', fault: `The header of the CSV file is not valid. ${row.fault}` }
  const fault = headerFault(row.values, pool, job.passwordHashingAlgorithm !== undefined)
  return fault === undefined ? { kind: 'sound', columns: row.values } : { kind: 'fault', fault }
}
