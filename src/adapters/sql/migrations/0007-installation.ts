import { schemaChange } from './migration.ts'

export const installationTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table messages (
    id ${text} not null primary key,
    pool_id ${text} not null,
    channel ${text} not null,
    body ${text} not null,
    created_at ${integer} not null,
    due_at ${integer},
    attempts ${integer} not null,
    failure ${text},
    constraint messages_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
  'create index messages_by_pool on messages (pool_id)',
  'create index messages_by_due on messages (due_at, created_at, id) where due_at is not null',
  'create index messages_by_age on messages (created_at)',

  `create table access_keys (
    access_key_id ${text} not null primary key,
    principal ${text} not null,
    role ${text} not null,
    secret ${text} not null,
    created_at ${integer} not null,
    disabled_at ${integer}
  ) ${tableOptions}`,

  `create table installation_values (
    name ${text} not null primary key,
    value ${text} not null
  ) ${tableOptions}`,

  `create table template_state (
    stack ${text} not null,
    logical_id ${text} not null,
    record ${text} not null,
    primary key (stack, logical_id)
  ) ${tableOptions}`,
])
