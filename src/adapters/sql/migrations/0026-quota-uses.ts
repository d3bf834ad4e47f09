import { schemaChange } from './migration.ts'

/** Requests of API keys in the present period of their usage plans. */
export const quotaUses = schemaChange(({ text, integer, tableOptions }) => [
  `create table quota_uses (
    plan_id ${text} not null,
    key_id ${text} not null,
    period ${text} not null,
    started_at ${integer} not null,
    ends_at ${integer} not null,
    uses ${integer} not null,
    constraint quota_uses_key primary key (plan_id, key_id, period)
  ) ${tableOptions}`,
  'create index quota_uses_by_end on quota_uses (ends_at)',
])
