import { contextVariable } from './context-variables.ts'
import { latencyMilliseconds, type EndedRequest } from './ended-request.ts'

/** One line for one request. Never a header, a query or a body: tokens travel there. */
export function accessLogFields(ended: EndedRequest): object {
  const { exchange, outcome, responseBytes, status } = ended
  return {
    requestId: exchange.requestId,
    traceId: exchange.trace?.span.context.traceId,
    apiId: exchange.definition.apiId,
    stage: exchange.stage.name,
    httpMethod: exchange.request.method,
    path: exchange.request.path.text,
    route: 'match' in exchange ? `${exchange.match.route.method} ${exchange.match.route.path}` : undefined,
    status,
    responseLength: responseBytes,
    latencyMilliseconds: latencyMilliseconds(ended),
    sourceIp: exchange.client.sourceIp,
    sub: contextVariable(exchange, 'authorizer.claims.sub'),
    reason: 'reason' in outcome ? outcome.reason : undefined,
  }
}
