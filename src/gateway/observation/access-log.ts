import type { ClientResponse } from '../responses/client-response.ts'
import { contextVariable } from './context-variables.ts'
import type { Exchange, RoutedExchange } from '../exchange.ts'
import type { PipelineOutcome } from '../pipeline-outcome.ts'

/** One line for one request. Never a header, a query or a body: tokens travel there. */
export function accessLogFields(
  exchange: Exchange | RoutedExchange,
  outcome: PipelineOutcome,
  { client, endedAt }: { readonly client: ClientResponse; readonly endedAt: Date },
): object {
  return {
    requestId: exchange.requestId,
    apiId: exchange.definition.apiId,
    stage: exchange.stage.name,
    httpMethod: exchange.request.method,
    path: exchange.request.path.text,
    route: 'match' in exchange ? `${exchange.match.route.method} ${exchange.match.route.path}` : undefined,
    status: outcome.kind === 'client-gone' ? 499 : client.sentStatus(),
    responseLength: client.sentBytes(),
    latencyMilliseconds: endedAt.getTime() - exchange.receivedAt.getTime(),
    sourceIp: exchange.client.sourceIp,
    sub: contextVariable(exchange, 'authorizer.claims.sub'),
    reason: 'reason' in outcome ? outcome.reason : undefined,
  }
}
