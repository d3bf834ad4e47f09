import { schemaChange } from './migration.ts'

/** What ended before its tokens did, in the order of the commits; `revocation_end` is one row, which gives out positions. */
export const revocations = schemaChange(({ text, integer, tableOptions }) => [
  `create table revocations (
    position ${integer} not null,
    pool_id ${text} not null,
    kind ${text} not null,
    subject ${text} not null,
    signed_out_at ${integer},
    kept_from ${integer},
    constraint revocations_key primary key (position)
  ) ${tableOptions}`,
  'create index revocations_by_age on revocations (kept_from)',
  `create table revocation_end (
    id ${integer} not null,
    position ${integer} not null,
    constraint revocation_end_key primary key (id)
  ) ${tableOptions}`,
  'insert into revocation_end (id, position) values (1, 0)',
])
