import { schemaChange } from './migration.ts'

/** When users will be deleted who asked for it and may still think better of it. */
export const deletionPlans = schemaChange(({ text, integer, tableOptions }) => [
  `create table deletion_plans (
    pool_id ${text} not null,
    sub ${text} not null,
    due_at ${integer} not null,
    primary key (pool_id, sub),
    constraint deletion_plans_user foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade
  ) ${tableOptions}`,
  'create index deletion_plans_by_time on deletion_plans (due_at)',
])
