import type { Exchange, RoutedExchange } from '../exchange/exchange.ts'
import type { PipelineReply } from '../exchange/pipeline-outcome.ts'
import type { Reply } from '../exchange/reply.ts'

/** Whether whoever develops against the API is told why it refuses. */
export function explains({ stage }: Exchange, isDevelopment: boolean): boolean {
  const { explain } = stage.extras
  return explain === 'always' || (explain === 'on' && isDevelopment)
}

/** The answer with why it is a refusal. */
export async function explained(refusal: PipelineReply, exchange: Exchange | RoutedExchange): Promise<Reply> {
  const { reply, reason } = refusal
  if (reason === undefined) return reply
  const { explanationOf } = await import('./refusal-in-words.ts')
  return {
    ...reply,
    headers: [...reply.headers, ['x-sallyport-explain', explanationOf({ ...refusal, reason }, exchange)]],
  }
}
