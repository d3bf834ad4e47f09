import { schemaChange } from './migration.ts'

export const threatProtectionTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table risk_configurations (
    pool_id ${text} not null primary key,
    settings ${text} not null,
    updated_at ${integer} not null,
    constraint risk_configurations_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,

  `create table client_risk_configurations (
    client_id ${text} not null primary key,
    pool_id ${text} not null,
    settings ${text} not null,
    updated_at ${integer} not null,
    constraint client_risk_configurations_client foreign key (client_id)
      references app_clients (client_id) on delete cascade
  ) ${tableOptions}`,
  'create index client_risk_configurations_by_pool on client_risk_configurations (pool_id)',

  `create table log_configurations (
    pool_id ${text} not null primary key,
    settings ${text} not null,
    constraint log_configurations_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,

  `create table log_records (
    id ${text} not null primary key,
    pool_id ${text} not null,
    destination ${text} not null,
    body ${text} not null,
    created_at ${integer} not null,
    due_at ${integer} not null,
    attempts ${integer} not null,
    constraint log_records_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
  'create index log_records_by_pool on log_records (pool_id)',
  'create index log_records_by_due on log_records (due_at)',
  'create index log_records_by_age on log_records (created_at, id)',

  `alter table auth_events add column feedback ${text}`,
])
