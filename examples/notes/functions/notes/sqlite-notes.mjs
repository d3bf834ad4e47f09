import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Several processes may run the function at a time, so the file is opened with a write-ahead log and patience. */
export function openSqliteNotes(directory) {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(join(directory, 'notes.sqlite'), { timeout: 5_000 })
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  database.exec(
    `CREATE TABLE IF NOT EXISTS notes (
      owner TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL, createdAt TEXT NOT NULL, updatedAt TEXT NOT NULL,
      PRIMARY KEY (owner, id)
    ) STRICT, WITHOUT ROWID`,
  )
  const columns = 'id, text, createdAt, updatedAt'
  const list = database.prepare(`SELECT ${columns} FROM notes WHERE owner = ? ORDER BY createdAt DESC, id`)
  const find = database.prepare(`SELECT ${columns} FROM notes WHERE owner = ? AND id = ?`)
  const put = database.prepare(
    'INSERT OR REPLACE INTO notes (owner, id, text, createdAt, updatedAt) VALUES (?, ?, ?, ?, ?)',
  )
  const remove = database.prepare('DELETE FROM notes WHERE owner = ? AND id = ?')
  const count = database.prepare('SELECT count(*) AS notes, count(DISTINCT owner) AS people FROM notes')
  return {
    list: async (owner) => list.all(owner).map((row) => ({ ...row })),
    find: async (owner, id) => {
      const row = find.get(owner, id)
      return row === undefined ? undefined : { ...row }
    },
    put: async (owner, { id, text, createdAt, updatedAt }) => void put.run(owner, id, text, createdAt, updatedAt),
    delete: async (owner, id) => void remove.run(owner, id),
    count: async () => ({ ...count.get() }),
  }
}
