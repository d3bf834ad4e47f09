import type { Exchange, RoutedExchange } from '../exchange/exchange.ts'
import type { PipelineReply } from '../exchange/pipeline-outcome.ts'
import type { Reply } from '../exchange/reply.ts'

const longest = 300

/** The answer with what the log says of a refusal, for whoever develops against the API. */
export function explained(
  { reply, reason }: PipelineReply,
  exchange: Exchange | RoutedExchange,
  isDevelopment: boolean,
): Reply {
  const { explain } = exchange.stage.extras
  const isWanted = explain === 'always' || (explain === 'on' && isDevelopment)
  if (!isWanted || reason === undefined) return reply
  // What a backend or a function said of itself may be secret: only the kind of its failure is told.
  const told = saysWhatOthersSaid(exchange) ? reason.replace(/^((?:authorizer: )?[^:]*).*$/s, '$1') : reason
  const text = told.replaceAll(/[^\u0020-\u007e]/g, '?').slice(0, longest)
  return { ...reply, headers: [...reply.headers, ['x-sallyport-explain', text]] }
}

function saysWhatOthersSaid(exchange: Exchange | RoutedExchange): boolean {
  if (exchange.phases.latencyOf('integration') !== undefined) return true
  if (!('match' in exchange)) return false
  const { authorization } = exchange.match.route
  return authorization.kind === 'authorizer' && authorization.authorizer.kind === 'lambda'
}
