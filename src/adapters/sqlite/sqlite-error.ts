interface SqliteError extends Error {
  /** SQLite's extended result code; its low byte is the primary one. */
  readonly errcode: number
}

const primary = {
  error: 1,
  ioError: 10,
  corrupt: 11,
  tooBig: 18,
  constraint: 19,
  mismatch: 20,
  range: 25,
  notADatabase: 26,
}
const ofOneStatement = new Set([primary.error, primary.tooBig, primary.constraint, primary.mismatch, primary.range])
const ofTheDisk = new Set([primary.ioError, primary.corrupt, primary.notADatabase])

export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
}

/** Whether the error concerns one statement and leaves the transaction around it sound. */
export function isOfOneStatement(error: unknown): boolean {
  return !isSqliteError(error) || ofOneStatement.has(error.errcode & 0xff)
}

/**
 * Whether the disk can no longer be trusted. After a failed fsync the kernel may call pages clean that it never wrote,
 * so a later fsync that succeeds proves nothing: only a restart, which reads what is really there, does.
 */
export function isOfTheDisk(error: unknown): boolean {
  return isSqliteError(error) && ofTheDisk.has(error.errcode & 0xff)
}
