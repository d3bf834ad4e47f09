import { schemaChange } from './migration.ts'

/** What people call their passkeys, and their recovery codes. */
export const accountCentre = schemaChange(({ text, integer, tableOptions }) => [
  `alter table passkeys add column label ${text}`,

  `create table recovery_codes (
    pool_id ${text} not null,
    sub ${text} not null,
    code_hash ${text} not null,
    made_at ${integer} not null,
    primary key (pool_id, sub, code_hash),
    constraint recovery_codes_user foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade
  ) ${tableOptions}`,
])
