import { schemaChange } from './migration.ts'

export const attemptTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table lockouts (
    pool_id ${text} not null,
    subject ${text} not null,
    failures ${integer} not null,
    consecutive_failures ${integer} not null,
    last_failure_at ${integer} not null,
    locked_until ${integer} not null,
    primary key (pool_id, subject),
    constraint lockouts_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
  'create index lockouts_by_age on lockouts (last_failure_at)',

  `create table attempts (
    pool_id ${text} not null,
    subject ${text} not null,
    action ${text} not null,
    attempts ${integer} not null,
    window_started_at ${integer} not null,
    expires_at ${integer} not null,
    primary key (pool_id, subject, action),
    constraint attempts_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
  'create index attempts_by_expiry on attempts (expires_at)',
])
