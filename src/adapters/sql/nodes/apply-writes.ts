import type { NodeWrite } from '../../../ports/storage/nodes.ts'
import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import { toTime } from '../stored-time.ts'

export async function applyNodeWrite(on: SqlConnection, write: NodeWrite): Promise<Applied> {
  if (write.write === 'withdrawNode') {
    await remove(on, { place: write.place })
    return done
  }
  const { place, host, port } = write.node
  const expiresAt = toTime(write.node.expiresAt)
  if (await insertIfFree(on, 'nodes', { place, host, port, expires_at: expiresAt })) return done
  const { affected } = await extend(on, { place, host, port, expiresAt })
  return guarded(affected === 1, 'node-place-free')
}

interface Values {
  readonly place: number
  readonly host: string
  readonly port: number
  readonly expiresAt: number
}

const extend = statement((db, value: Placeholders<Values>) =>
  db
    .updateTable('nodes')
    .set({ expires_at: value('expiresAt') })
    .where('place', '=', value('place'))
    .where('host', '=', value('host'))
    .where('port', '=', value('port')),
)

const remove = statement((db, value: Placeholders<{ place: number }>) =>
  db.deleteFrom('nodes').where('place', '=', value('place')),
)
