/**
 * Where notes are kept: a SQLite file under NOTES_DIR where there is one, else the template's DynamoDB table.
 * Each answers to `list(owner)`, `find(owner, id)`, `put(owner, note)`, `delete(owner, id)` and `count()`; the owner is
 * part of every key, so nobody reaches another's notes by guessing an id.
 */
export async function openNotes({ NOTES_DIR, TABLE_NAME }) {
  if (NOTES_DIR) return (await import('./sqlite-notes.mjs')).openSqliteNotes(NOTES_DIR)
  return (await import('./dynamo-notes.mjs')).openDynamoNotes(TABLE_NAME)
}
