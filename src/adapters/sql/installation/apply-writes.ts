import type { InstallationWrite } from '../../../ports/storage/installation.ts'
import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insert } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import { toTimeOrNull } from '../stored-time.ts'
import { deleteExpired } from './delete-expired.ts'
import type { SqlInstallationWrite } from './prepare-writes.ts'

export async function applyInstallationWrite(on: SqlConnection, write: SqlInstallationWrite): Promise<Applied> {
  switch (write.write) {
    case 'createAccessKey':
      await insert(on, 'access_keys', write.row)
      return done
    case 'deleteAccessKey':
      await deleteAccessKey(on, { accessKeyId: write.accessKeyId })
      return done
    case 'enqueueMessage':
      await insert(on, 'messages', write.row)
      return done
    case 'claimMessages':
      return claimMessages(on, write)
    case 'completeMessage':
      await deleteMessage(on, { messageId: write.messageId })
      return done
    case 'failMessage':
      await failMessage(on, write)
      return done
    case 'reviveMessage': {
      const { affected } = await reviveMessage(on, { messageId: write.messageId, at: write.at.getTime() })
      return guarded(affected === 1, 'message-dead')
    }
    case 'discardMessage': {
      const { affected } = await discardMessage(on, { messageId: write.messageId })
      return guarded(affected === 1, 'message-dead')
    }
    case 'deleteExpired':
      return { removed: await deleteExpired(on, write.now.getTime(), write.limit) }
  }
}

async function claimMessages(
  on: SqlConnection,
  { limit, leaseSeconds, now }: Extract<SqlInstallationWrite, { readonly write: 'claimMessages' }>,
): Promise<Applied> {
  const at = now.getTime()
  const { rows } = await leaseDue(on, { count: limit, now: at, until: at + leaseSeconds * 1000 })
  const byAge = rows.toSorted((one, other) => one.created_at - other.created_at || (one.id < other.id ? -1 : 1))
  return { claimed: byAge }
}

async function failMessage(
  on: SqlConnection,
  { messageId, reason, retryAt }: Extract<InstallationWrite, { readonly write: 'failMessage' }>,
): Promise<void> {
  await postpone(on, { messageId, failure: JSON.stringify({ reason }), dueAt: toTimeOrNull(retryAt) })
}

const deleteAccessKey = statement((db, value: Placeholders<{ accessKeyId: string }>) =>
  db.deleteFrom('access_keys').where('access_key_id', '=', value('accessKeyId')),
)

const deleteMessage = statement((db, value: Placeholders<{ messageId: string }>) =>
  db.deleteFrom('messages').where('id', '=', value('messageId')),
)

/** Rows that another node is just claiming are passed over, not waited for. */
const leaseDue = statement(
  (db, value: Placeholders<{ count: number; now: number; until: number }>, { hasConcurrentWriters }) =>
    db
      .updateTable('messages')
      .set({ due_at: value('until') })
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('messages')
          .select('id')
          .where('due_at', '<=', value('now'))
          .orderBy('created_at')
          .orderBy('id')
          .limit(value('count'))
          .$if(hasConcurrentWriters, (query) => query.forUpdate().skipLocked()),
      )
      .returningAll(),
)

const postpone = statement((db, value: Placeholders<{ messageId: string; failure: string; dueAt: number | null }>) =>
  db
    .updateTable('messages')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), failure: value('failure'), due_at: value('dueAt') }))
    .where('id', '=', value('messageId')),
)

const reviveMessage = statement((db, value: Placeholders<{ messageId: string; at: number }>) =>
  db
    .updateTable('messages')
    .set({ attempts: 0, failure: null, due_at: value('at') })
    .where('id', '=', value('messageId'))
    .where('due_at', 'is', null),
)

const discardMessage = statement((db, value: Placeholders<{ messageId: string }>) =>
  db.deleteFrom('messages').where('id', '=', value('messageId')).where('due_at', 'is', null),
)
