import { schemaChange } from './migration.ts'

/** Only what is tracked has a `session_id`. */
export const sessionTracking = schemaChange(({ text, integer }) => [
  `alter table token_families add column session_id ${text}`,
  `alter table token_families add column origin_session_id ${text}`,
  `alter table token_families add column last_active_at ${integer}`,
  `alter table token_families add column activity ${text}`,
  `alter table authorization_codes add column origin_session_id ${text}`,
  `alter table login_sessions add column session_id ${text}`,
  `alter table login_sessions add column last_active_at ${integer}`,
  `alter table login_sessions add column activity ${text}`,
  'create index login_sessions_by_session on login_sessions (pool_id, session_id)',
])
