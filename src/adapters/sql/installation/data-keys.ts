import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'

/** Where the wrapped data key is kept: it must be read before anything sealed can be. */
export interface DataKeyStore {
  read(): Promise<string | undefined>
  /** Stores the value unless there is one already; answers with the one that is stored. */
  create(value: string): Promise<string>
}

const name = 'data-key'

export function dataKeyStore(on: SqlConnection): DataKeyStore {
  const read = async (): Promise<string | undefined> => {
    const { rows } = await valueByName(on, { name })
    return rows.at(0)?.value
  }
  return {
    read,
    async create(value) {
      if (await insertIfFree(on, 'installation_values', { name, value })) return value
      const stored = await read()
      if (stored === undefined) throw new Error('the data key was neither stored nor there')
      return stored
    },
  }
}

const valueByName = statement((db, value: Placeholders<{ name: string }>) =>
  db.selectFrom('installation_values').select('value').where('name', '=', value('name')),
)
