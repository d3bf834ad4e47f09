import { schemaChange } from './migration.ts'

export const userImportTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table user_import_jobs (
    pool_id ${text} not null,
    id ${text} not null,
    status ${text} not null,
    details ${text} not null,
    message ${text},
    upload ${text},
    next_line ${integer} not null,
    imported ${integer} not null,
    skipped ${integer} not null,
    failed ${integer} not null,
    owner ${text},
    leased_until ${integer},
    created_at ${integer} not null,
    started_at ${integer},
    completed_at ${integer},
    primary key (pool_id, id),
    constraint user_import_jobs_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
  'create index user_import_jobs_by_age on user_import_jobs (pool_id, created_at, id)',

  `create table active_user_imports (
    account_id ${text} not null primary key,
    pool_id ${text} not null,
    job_id ${text} not null,
    constraint active_user_imports_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
  'create index active_user_imports_by_pool on active_user_imports (pool_id)',

  `create table user_import_chunks (
    pool_id ${text} not null,
    job_id ${text} not null,
    upload ${text} not null,
    number ${integer} not null,
    content ${text} not null,
    expires_at ${integer} not null,
    primary key (pool_id, job_id, upload, number),
    constraint user_import_chunks_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
  'create index user_import_chunks_by_expiry on user_import_chunks (expires_at)',

  `create table user_import_outcomes (
    pool_id ${text} not null,
    job_id ${text} not null,
    from_line ${integer} not null,
    outcomes ${text} not null,
    primary key (pool_id, job_id, from_line),
    constraint user_import_outcomes_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,
])
