import { schemaChange } from './migration.ts'

/** What users let app clients have that ask them first. */
export const consents = schemaChange(({ text, integer, tableOptions }) => [
  `create table consents (
    pool_id ${text} not null,
    sub ${text} not null,
    client_id ${text} not null,
    scope ${text} not null,
    granted_at ${integer} not null,
    primary key (pool_id, sub, client_id, scope),
    constraint consents_user foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade,
    constraint consents_client foreign key (client_id) references app_clients (client_id) on delete cascade
  ) ${tableOptions}`,
  'create index consents_by_client on consents (client_id)',
])
