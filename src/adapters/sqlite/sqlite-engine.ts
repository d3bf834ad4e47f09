import type { Engine } from '../sql/engine.ts'
import { isSqliteError } from './sqlite-error.ts'

const foreignKeyConstraint = 787

/** One writer at a time: what a commit reads stays as it is until its end. Text compares by bytes as it is. */
export const sqliteEngine: Engine = {
  hasConcurrentWriters: false,
  columns: { text: 'text', integer: 'integer', tableOptions: 'strict' },
  missingParent: (error) => (isSqliteError(error) && error.errcode === foreignKeyConstraint ? 'unknown' : undefined),
  isConflict: () => false,
}
