import { statement, type Placeholders } from '../statement.ts'

/**
 * Held until the commit, so that disabling, signing out and deleting the user come before or after it. A lock that can
 * be shared would have to be raised by a commit that also changes the user, and two of those block each other.
 */
export const holdEnabledUser = statement(
  (db, value: Placeholders<{ poolId: string; sub: string }>, { hasConcurrentWriters }) =>
    db
      .selectFrom('users')
      .select('signed_out_at')
      .where('pool_id', '=', value('poolId'))
      .where('sub', '=', value('sub'))
      .where('enabled', '=', 1)
      .$if(hasConcurrentWriters, (query) => query.forNoKeyUpdate()),
)
