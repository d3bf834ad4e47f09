import { schemaChange } from './migration.ts'

export const userPoolTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table user_pools (
    id ${text} not null primary key,
    name ${text} not null,
    settings ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    version ${integer} not null
  ) ${tableOptions}`,
  'create index user_pools_by_age on user_pools (created_at, id)',

  `create table signing_keys (
    pool_id ${text} not null,
    kid ${text} not null,
    use ${text} not null,
    private_key ${text} not null,
    public_jwk ${text} not null,
    created_at ${integer} not null,
    active_at ${integer} not null,
    retired_at ${integer},
    primary key (pool_id, kid),
    constraint signing_keys_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,

  `create table user_pool_domains (
    domain ${text} not null primary key,
    pool_id ${text} not null,
    settings ${text} not null,
    created_at ${integer} not null,
    constraint user_pool_domains_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
  'create index user_pool_domains_by_pool on user_pool_domains (pool_id)',

  `create table resource_servers (
    pool_id ${text} not null,
    identifier ${text} not null,
    settings ${text} not null,
    primary key (pool_id, identifier),
    constraint resource_servers_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,

  `create table app_clients (
    client_id ${text} not null primary key,
    pool_id ${text} not null,
    settings ${text} not null,
    secrets ${text},
    created_at ${integer} not null,
    updated_at ${integer} not null,
    version ${integer} not null,
    constraint app_clients_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
  'create index app_clients_by_age on app_clients (pool_id, created_at, client_id)',
])
