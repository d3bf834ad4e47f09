import { schemaChange } from './migration.ts'

export const encryptionKeyTables = schemaChange(({ text, integer, tableOptions }) => [
  `create table encryption_keys (
    region ${text} not null,
    key_id ${text} not null,
    material ${text} not null,
    description ${text} not null,
    created_at ${integer} not null,
    primary key (region, key_id)
  ) ${tableOptions}`,

  `create table key_aliases (
    region ${text} not null,
    name ${text} not null,
    key_id ${text} not null,
    created_at ${integer} not null,
    updated_at ${integer} not null,
    primary key (region, name),
    constraint key_aliases_key foreign key (region, key_id) references encryption_keys (region, key_id)
  ) ${tableOptions}`,
])
