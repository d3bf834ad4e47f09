import { DatabaseError } from 'pg'
import { StorageFault } from '../../ports/storage/storage-fault.ts'
import type { Engine } from '../sql/engine.ts'

const foreignKeyViolation = '23503'
const serializationFailure = '40001'
const deadlockDetected = '40P01'

/**
 * Commits run side by side at READ COMMITTED: what one decides on it locks, or decides within a single statement.
 * Collation "C" sorts by bytes, as SQLite does, whatever the database was made with.
 */
export const postgresEngine: Engine = {
  hasConcurrentWriters: true,
  columns: { text: 'text collate "C"', integer: 'bigint', tableOptions: '' },
  missingParent(error) {
    if (!(error instanceof DatabaseError) || error.code !== foreignKeyViolation) return undefined
    // Constraints are named after the table and what they refer to.
    if (error.constraint?.endsWith('_pool')) return 'user_pools'
    return error.constraint?.endsWith('_user') ? 'users' : 'unknown'
  },
  isConflict(error) {
    if (error instanceof StorageFault) return postgresEngine.isConflict(error.cause)
    return error instanceof DatabaseError && (error.code === serializationFailure || error.code === deadlockDetected)
  },
}
