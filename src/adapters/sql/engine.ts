import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export interface ColumnTypes {
  readonly text: string
  readonly integer: string
  /** Ends every CREATE TABLE. */
  readonly tableOptions: string
}

/** What tells the engines apart; nothing asks for one by name. */
export interface Engine {
  /** Whether writers run side by side, so that a read inside a commit must lock what it decides on. */
  readonly hasConcurrentWriters: boolean
  /** Column types that sort and compare alike everywhere: by bytes, and 64 bits wide. */
  readonly columns: ColumnTypes
  /** Which parent row is missing, when the error says that one is; `unknown` where the engine does not tell which. */
  missingParent(error: unknown): 'user_pools' | 'users' | 'unknown' | undefined
  /** Whether others were in the way of the transaction, so that the same may succeed at the next try. */
  isConflict(error: unknown): boolean
}

/** One connection, or a pool of them, and what it can do. */
export interface SqlConnection {
  readonly db: Kysely<Schema>
  readonly engine: Engine
}
