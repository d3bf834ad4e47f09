import { schemaChange } from './migration.ts'

export const identityProviderTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table identity_providers (
    pool_id ${text} not null,
    name ${text} not null,
    settings ${text} not null,
    secrets ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    version ${integer} not null,
    primary key (pool_id, name),
    constraint identity_providers_pool foreign key (pool_id) references user_pools (id) on delete cascade
  ) ${tableOptions}`,

  `create table identity_provider_identifiers (
    pool_id ${text} not null,
    identifier ${text} not null,
    provider_name ${text} not null,
    primary key (pool_id, identifier),
    constraint identity_provider_identifiers_provider foreign key (pool_id, provider_name)
      references identity_providers (pool_id, name) on delete cascade
  ) ${tableOptions}`,
  'create index identity_provider_identifiers_by_provider on identity_provider_identifiers (pool_id, provider_name)',
])
