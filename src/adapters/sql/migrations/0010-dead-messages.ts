import { schemaChange } from './migration.ts'

export const deadMessageIndex = schemaChange(() => [
  'create index messages_dead on messages (created_at, id) where due_at is null',
])
