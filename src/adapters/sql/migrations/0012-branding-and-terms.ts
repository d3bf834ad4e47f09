import { schemaChange } from './migration.ts'

export const brandingAndTermsTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table managed_login_brandings (
    pool_id ${text} not null,
    id ${text} not null,
    client_id ${text} not null unique,
    style ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    version ${integer} not null,
    primary key (pool_id, id),
    constraint managed_login_brandings_client foreign key (client_id) references app_clients (client_id) on delete cascade
  ) ${tableOptions}`,

  `create table ui_customizations (
    pool_id ${text} not null,
    client_id ${text} not null,
    owner_id ${text},
    style ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (pool_id, client_id),
    constraint ui_customizations_pool foreign key (pool_id) references user_pools (id) on delete cascade,
    constraint ui_customizations_client foreign key (owner_id) references app_clients (client_id) on delete cascade
  ) ${tableOptions}`,
  'create index ui_customizations_by_owner on ui_customizations (owner_id) where owner_id is not null',

  `create table terms (
    pool_id ${text} not null,
    id ${text} not null,
    client_id ${text} not null,
    name ${text} not null,
    settings ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    version ${integer} not null,
    primary key (pool_id, id),
    unique (client_id, name),
    constraint terms_client foreign key (client_id) references app_clients (client_id) on delete cascade
  ) ${tableOptions}`,
  'create index terms_by_age on terms (pool_id, created_at, id)',
])
