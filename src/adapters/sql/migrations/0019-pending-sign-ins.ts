import { schemaChange } from './migration.ts'

export const pendingSignInTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table pending_sign_ins (
    pool_id ${text} not null,
    state_hash ${text} not null,
    browser_hash ${text} not null,
    details ${text} not null,
    expires_at ${integer} not null,
    primary key (pool_id, state_hash),
    constraint pending_sign_ins_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
  'create index pending_sign_ins_by_expiry on pending_sign_ins (expires_at)',
])
