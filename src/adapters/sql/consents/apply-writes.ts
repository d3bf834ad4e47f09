import type { ConsentWrite } from '../../../ports/storage/consents.ts'
import { holdClient } from '../app-clients/hold-client.ts'
import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import { toTime } from '../stored-time.ts'

export async function applyConsentWrite(on: SqlConnection, write: ConsentWrite): Promise<Applied> {
  const { poolId, sub, clientId } = write
  const row = { pool_id: poolId, sub, client_id: clientId }
  switch (write.write) {
    case 'grantConsent':
      if (!(await holdClient(on, row))) return { failed: 'app-client-exists' }
      for (const scope of write.scopes) {
        await insertIfFree(on, 'consents', { ...row, scope, granted_at: toTime(write.at) })
      }
      return done
    case 'requireConsent': {
      const { rows } = await heldScopes(on, { poolId, sub, clientId })
      const granted = rows.map(({ scope }) => scope)
      return guarded(
        write.scopes.every((scope) => granted.includes(scope)),
        'consent-given',
      )
    }
    case 'revokeConsent':
      await deleteConsent(on, { poolId, sub, clientId })
      return done
  }
}

type Key = { readonly poolId: string; readonly sub: string; readonly clientId: string }

/** Whoever takes a consent back waits for those who go by it, and the other way round. */
const heldScopes = statement((db, value: Placeholders<Key>, { hasConcurrentWriters }) =>
  db
    .selectFrom('consents')
    .select('scope')
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('client_id', '=', value('clientId'))
    .$if(hasConcurrentWriters, (query) => query.forKeyShare()),
)

const deleteConsent = statement((db, value: Placeholders<Key>) =>
  db
    .deleteFrom('consents')
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('client_id', '=', value('clientId')),
)
