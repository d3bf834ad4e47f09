import { schemaChange } from './migration.ts'

export const passkeyTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table passkeys (
    pool_id ${text} not null,
    credential_key ${text} not null,
    sub ${text} not null,
    sign_count ${integer} not null,
    backed_up ${integer} not null,
    details ${text} not null,
    created_at ${integer} not null,
    used_at ${integer},
    primary key (pool_id, credential_key),
    constraint passkeys_user foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade
  ) ${tableOptions}`,
  'create index passkeys_by_user on passkeys (pool_id, sub, created_at, credential_key)',
])
