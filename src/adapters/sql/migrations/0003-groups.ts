import { schemaChange } from './migration.ts'

export const groupTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table groups (
    pool_id ${text} not null,
    name ${text} not null,
    settings ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (pool_id, name),
    constraint groups_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,

  `create table group_members (
    pool_id ${text} not null,
    group_name ${text} not null,
    sub ${text} not null,
    added_at ${integer} not null,
    primary key (pool_id, group_name, sub),
    constraint group_members_group foreign key (pool_id, group_name) references groups (pool_id, name) on delete cascade,
    constraint group_members_user foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade
  ) ${tableOptions}`,
  'create index group_members_by_age on group_members (pool_id, group_name, added_at, sub)',
  'create index group_members_by_user on group_members (pool_id, sub, group_name)',
])
