import { done, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insert } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import type { SqlLogRecordWrite } from './prepare-writes.ts'

const mostDropped = 5000

export async function applyLogRecordWrite(on: SqlConnection, write: SqlLogRecordWrite): Promise<Applied> {
  switch (write.write) {
    case 'enqueueLogRecord':
      await insert(on, 'log_records', write.row)
      return done
    case 'removeLogRecord':
      await remove(on, { id: write.recordId })
      return done
    case 'retryLogRecord':
      await postpone(on, { id: write.recordId, dueAt: write.retryAt.getTime() })
      return done
    case 'claimLogRecords': {
      const now = write.now.getTime()
      const { rows } = await leaseDue(on, { count: write.limit, now, until: now + write.leaseSeconds * 1000 })
      return { claimedLogs: rows.toSorted((one, other) => one.created_at - other.created_at) }
    }
    case 'dropLogRecords': {
      const { affected } = await dropOldest(on, { kept: write.kept, count: mostDropped })
      return { removed: affected }
    }
  }
}

const remove = statement((db, value: Placeholders<{ id: string }>) =>
  db.deleteFrom('log_records').where('id', '=', value('id')),
)

const postpone = statement((db, value: Placeholders<{ id: string; dueAt: number }>) =>
  db
    .updateTable('log_records')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), due_at: value('dueAt') }))
    .where('id', '=', value('id')),
)

/** Rows that another node is just claiming are passed over, not waited for. */
const leaseDue = statement(
  (db, value: Placeholders<{ count: number; now: number; until: number }>, { hasConcurrentWriters }) =>
    db
      .updateTable('log_records')
      .set({ due_at: value('until') })
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('log_records')
          .select('id')
          .where('due_at', '<=', value('now'))
          .orderBy('due_at')
          .limit(value('count'))
          .$if(hasConcurrentWriters, (query) => query.forUpdate().skipLocked()),
      )
      .returningAll(),
)

const dropOldest = statement((db, value: Placeholders<{ kept: number; count: number }>) =>
  db
    .deleteFrom('log_records')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('log_records')
        .select('id')
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(value('count'))
        .offset(value('kept')),
    ),
)
