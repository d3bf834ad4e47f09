import { schemaChange } from './migration.ts'

const searched = [
  'email_key',
  'phone_number_key',
  'name_key',
  'given_name_key',
  'family_name_key',
  'preferred_username_key',
]

export const userTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table users (
    pool_id ${text} not null,
    sub ${text} not null,
    username ${text} not null,
    status ${text} not null,
    enabled ${integer} not null,
    ${searched.map((column) => `${column} ${text},`).join('\n    ')}
    profile ${text} not null,
    credentials ${text},
    created_at ${integer} not null,
    updated_at ${integer} not null,
    version ${integer} not null,
    signed_out_at ${integer},
    primary key (pool_id, sub),
    constraint users_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
  'create index users_by_age on users (pool_id, created_at, sub)',
  'create index users_by_username on users (pool_id, username, sub)',
  'create index users_by_status on users (pool_id, status, sub)',
  'create index users_by_enabled on users (pool_id, enabled, created_at, sub)',
  ...searched.map(
    (column) => `create index users_by_${column} on users (pool_id, ${column}, sub) where ${column} is not null`,
  ),

  `create table user_aliases (
    pool_id ${text} not null,
    namespace ${text} not null,
    key ${text} not null,
    sub ${text} not null,
    primary key (pool_id, namespace, key),
    constraint user_aliases_user foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade
  ) ${tableOptions}`,
  'create index user_aliases_by_user on user_aliases (pool_id, sub)',

  `create table user_counts (
    pool_id ${text} not null,
    shard ${integer} not null,
    users ${integer} not null,
    primary key (pool_id, shard),
    constraint user_counts_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,

  `create table auth_events (
    pool_id ${text} not null,
    sub ${text} not null,
    id ${text} not null,
    details ${text} not null,
    created_at ${integer} not null,
    primary key (pool_id, sub, id),
    constraint auth_events_user foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade
  ) ${tableOptions}`,
  'create index auth_events_by_age on auth_events (pool_id, sub, created_at, id)',
  'create index auth_events_by_time on auth_events (created_at)',
])
