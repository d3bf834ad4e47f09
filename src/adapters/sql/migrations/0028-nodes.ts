import { schemaChange } from './migration.ts'

/** Processes that hold connections of clients, and where others reach them. */
export const nodes = schemaChange(({ text, integer, tableOptions }) => [
  `create table nodes (
    place ${integer} not null,
    host ${text} not null,
    port ${integer} not null,
    expires_at ${integer} not null,
    constraint nodes_key primary key (place)
  ) ${tableOptions}`,
  'create index nodes_by_expiry on nodes (expires_at)',
])
