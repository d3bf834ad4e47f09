import { schemaChange } from './migration.ts'

/** A pool that is deleted at once, and whose rows go little by little. */
export const userPoolRemoval = schemaChange(({ integer }) => [
  `alter table user_pools add column is_removed ${integer}`,
  'create index user_pools_removed on user_pools (id) where is_removed is not null',
])
