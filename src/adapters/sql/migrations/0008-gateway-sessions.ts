import { schemaChange } from './migration.ts'

export const gatewaySessionTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table gateway_sessions (
    id_hash ${text} not null primary key,
    app ${text} not null,
    sealed ${text} not null,
    created_at ${integer} not null,
    last_seen_at ${integer} not null,
    expires_at ${integer} not null,
    version ${integer} not null
  ) ${tableOptions}`,
  'create index gateway_sessions_by_expiry on gateway_sessions (expires_at)',
])
