import { schemaChange } from './migration.ts'

/** What styles were before they were changed. */
export const formerStyles = schemaChange(({ text, integer, tableOptions }) => [
  `create table former_styles (
    pool_id ${text} not null,
    branding_id ${text} not null,
    version ${integer} not null,
    style ${text} not null,
    updated_at ${integer} not null,
    primary key (pool_id, branding_id, version),
    constraint former_styles_branding foreign key (pool_id, branding_id)
      references managed_login_brandings (pool_id, id) on delete cascade
  ) ${tableOptions}`,
])
