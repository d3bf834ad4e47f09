import { schemaChange } from './migration.ts'

/** Devices that wait to be signed in at a browser elsewhere. */
export const deviceAuthorizationTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table device_authorizations (
    pool_id ${text} not null,
    device_code_hash ${text} not null,
    user_code_hash ${text} not null,
    details ${text} not null,
    interval_seconds ${integer} not null,
    polled_at ${integer},
    expires_at ${integer} not null,
    decision ${text},
    sub ${text},
    origin_session_id ${text},
    approval ${text},
    primary key (pool_id, device_code_hash),
    constraint device_authorizations_user_code unique (pool_id, user_code_hash),
    constraint device_authorizations_pool foreign key (pool_id) references user_pools (id) on delete cascade,
    constraint device_authorizations_user foreign key (pool_id, sub) references users (pool_id, sub) on delete cascade
  ) ${tableOptions}`,
  'create index device_authorizations_by_user on device_authorizations (pool_id, sub)',
  'create index device_authorizations_by_expiry on device_authorizations (expires_at)',
])
