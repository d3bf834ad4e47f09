import type { PipelineReply } from '../exchange/pipeline-outcome.ts'
import type { Reply } from '../exchange/reply.ts'

export function refusedByAuthorizer(reply: Reply, reason: string): PipelineReply {
  return { kind: 'reply', reply, reason: `authorizer: ${reason}` }
}
