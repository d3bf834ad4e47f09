import type { PipelineReply } from '../pipeline-outcome.ts'
import type { Reply } from '../responses/reply.ts'

export function refusedByAuthorizer(reply: Reply, reason: string): PipelineReply {
  return { kind: 'reply', reply, reason: `authorizer: ${reason}` }
}
