import { schemaChange } from './migration.ts'

/** Sessions that app clients know by a `sid`, so that they can be told when one ends. */
export const logoutNotices = schemaChange(({ text }) => [
  `alter table login_sessions add column sid ${text}`,
  `alter table token_families add column sid ${text}`,
  `alter table token_families add column sid_client_id ${text}`,
  'create index token_families_by_sid on token_families (pool_id, sid) where sid is not null',
])
