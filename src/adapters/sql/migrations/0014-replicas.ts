import { schemaChange } from './migration.ts'

export const replicaTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table user_pool_replicas (
    pool_id ${text} not null primary key,
    region ${text} not null,
    is_active ${integer} not null,
    tags ${text} not null,
    created_at ${integer} not null,
    gone_at ${integer},
    constraint user_pool_replicas_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,

  `create table provisioned_limits (
    account_id ${text} not null,
    region ${text} not null,
    category ${text} not null,
    value ${integer} not null,
    primary key (account_id, region, category)
  ) ${tableOptions}`,

  `create table signing_certificates (
    pool_id ${text} not null primary key,
    certificate ${text} not null,
    private_key ${text} not null,
    created_at ${integer} not null,
    constraint signing_certificates_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
])
