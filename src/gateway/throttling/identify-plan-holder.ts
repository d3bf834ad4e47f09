import type { RoutedExchange } from '../exchange/exchange.ts'
import type { PipelineReply } from '../exchange/pipeline-outcome.ts'
import { gatewayResponse } from '../responses/gateway-responses.ts'
import type { PlanHolder } from '../definition/usage-plan.ts'
import type { PlanHolders } from './plan-holders.ts'
import { sentApiKey } from './sent-api-key.ts'

/** Whose key a request carries; undefined where its route asks for none, and the refusal where it has no good one. */
export function identifyPlanHolder(
  exchange: RoutedExchange,
  holders: PlanHolders,
): PlanHolder | PipelineReply | undefined {
  if (!exchange.match.route.isApiKeyRequired) return undefined
  const value = keyOf(exchange)
  const holder = value === undefined ? undefined : holders.find(value)
  if (holder !== undefined) return holder
  const reason = value === undefined ? 'no API key' : 'API key of no usage plan for this stage'
  return { kind: 'reply', reply: gatewayResponse(exchange, { type: 'INVALID_API_KEY' }), reason }
}

function keyOf({ definition: { apiKeySource }, principal, request }: RoutedExchange): string | undefined {
  return sentApiKey(apiKeySource, { headers: request.headers, principal })
}
