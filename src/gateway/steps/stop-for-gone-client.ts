import type { Step } from './step.ts'

/** Nobody waits for the answer any more, so no backend is asked. */
export const stopForGoneClient: Step = (_, { writer }) =>
  writer.isClientGone() ? { kind: 'client-gone', reason: 'gone before it was authorized' } : undefined
