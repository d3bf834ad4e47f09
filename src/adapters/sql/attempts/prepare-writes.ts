import type { AttemptWrite } from '../../../ports/storage/attempts.ts'
import { lookupKey } from '../lookup-key.ts'

export type SqlAttemptWrite = AttemptWrite

/** Subjects may be what somebody typed as a username. */
export function prepareAttemptWrite(write: AttemptWrite): SqlAttemptWrite {
  return { ...write, subject: lookupKey(write.subject) }
}
