import { schemaChange } from './migration.ts'

export const sessionTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table token_families (
    pool_id ${text} not null,
    id ${text} not null,
    sub ${text} not null,
    details ${text} not null,
    current_token_hash ${text} not null,
    previous_token_hash ${text},
    rotated_at ${integer},
    revoked_at ${integer},
    expires_at ${integer} not null,
    primary key (pool_id, id),
    constraint token_families_user foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade
  ) ${tableOptions}`,
  'create index token_families_by_user on token_families (pool_id, sub)',
  'create index token_families_by_expiry on token_families (expires_at)',

  `create table authorization_codes (
    pool_id ${text} not null,
    code_hash ${text} not null,
    sub ${text} not null,
    details ${text} not null,
    family_id ${text},
    created_at ${integer} not null,
    expires_at ${integer} not null,
    primary key (pool_id, code_hash),
    constraint authorization_codes_user foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade
  ) ${tableOptions}`,
  'create index authorization_codes_by_user on authorization_codes (pool_id, sub)',
  'create index authorization_codes_by_expiry on authorization_codes (expires_at)',

  `create table login_sessions (
    pool_id ${text} not null,
    id_hash ${text} not null,
    sub ${text} not null,
    details ${text} not null,
    expires_at ${integer} not null,
    primary key (pool_id, id_hash),
    constraint login_sessions_user foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade
  ) ${tableOptions}`,
  'create index login_sessions_by_user on login_sessions (pool_id, sub)',
  'create index login_sessions_by_expiry on login_sessions (expires_at)',

  `create table spent_sessions (
    pool_id ${text} not null,
    session_id ${text} not null,
    expires_at ${integer} not null,
    primary key (pool_id, session_id),
    constraint spent_sessions_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
  'create index spent_sessions_by_expiry on spent_sessions (expires_at)',
])
