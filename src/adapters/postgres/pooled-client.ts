import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import { DatabaseError, type PoolClient } from 'pg'

/**
 * A connection lent by the pool. It goes back only while the server itself has answered every query: after a time-out
 * or a broken line nobody knows what is still under way on it, perhaps somebody's transaction.
 */
export class PooledClient implements PostgresPoolClient {
  readonly #client: PoolClient
  #isDoubtful = false

  constructor(client: PoolClient) {
    this.#client = client
  }

  query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query(text: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('cursors are not supported')
    return this.#client.query(text, [...parameters]).catch((error: unknown) => {
      this.#isDoubtful ||= !(error instanceof DatabaseError)
      throw error
    })
  }

  release(): void {
    this.#client.release(this.#isDoubtful)
  }
}
