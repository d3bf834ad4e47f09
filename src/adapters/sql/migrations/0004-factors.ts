import { schemaChange } from './migration.ts'

export const factorTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table verification_codes (
    pool_id ${text} not null,
    subject ${text} not null,
    purpose ${text} not null,
    code_hash ${text} not null,
    details ${text} not null,
    created_at ${integer} not null,
    expires_at ${integer} not null,
    failures ${integer} not null,
    primary key (pool_id, subject, purpose),
    constraint verification_codes_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
  'create index verification_codes_by_expiry on verification_codes (expires_at)',

  `create table software_tokens (
    pool_id ${text} not null,
    sub ${text} not null,
    secret ${text},
    pending_secret ${text},
    pending_hash ${text},
    details ${text} not null,
    last_accepted_step ${integer},
    primary key (pool_id, sub),
    constraint software_tokens_user foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade
  ) ${tableOptions}`,

  `create table devices (
    pool_id ${text} not null,
    sub ${text} not null,
    device_key ${text} not null,
    details ${text} not null,
    secrets ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    authenticated_at ${integer} not null,
    primary key (pool_id, sub, device_key),
    constraint devices_user foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade
  ) ${tableOptions}`,
  'create index devices_by_use on devices (pool_id, sub, authenticated_at, device_key)',
])
