import { schemaChange, type SchemaChange } from './migration.ts'

/**
 * What ended and has no position yet, only where writers run side by side: there a position that is taken by a commit
 * holds up the next one until it has reached the disk.
 */
export const unplacedRevocations: SchemaChange = (engine) =>
  schemaChange(({ text, integer }) =>
    engine.hasConcurrentWriters
      ? [
          `create table unplaced_revocations (
            id ${integer} generated always as identity,
            pool_id ${text} not null,
            kind ${text} not null,
            subject ${text} not null,
            signed_out_at ${integer},
            constraint unplaced_revocations_key primary key (id)
          )`,
        ]
      : [],
  )(engine)
