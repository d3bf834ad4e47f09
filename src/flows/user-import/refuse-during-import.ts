import type { Refuse } from '../../contract/refusal.ts'
import type { CommitResult } from '../../ports/storage/storage.ts'

/** Cognito: a pool into which users are being imported stays as it is. */
export function refuseDuringImport(refuse: Refuse<'UserImportInProgressException'>, result: CommitResult): void {
  if (result.committed || result.guard !== 'no-import-running') return
  throw refuse('UserImportInProgressException', 'The user pool cannot be changed while users are being imported.')
}
