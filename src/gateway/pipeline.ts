import { authorize } from './authorizers/authorize.ts'
import type { Exchange, RoutedExchange } from './exchange/exchange.ts'
import type { CompiledStage } from './gateway-snapshot.ts'
import type { answerCached as AnswerCached } from './integrations/cache/answer-cached.ts'
import type { Connection } from './integrations/connection.ts'
import { integrate } from './integrations/integrate.ts'
import { inSpan } from './observation/in-span.ts'
import { authorizerPart, integrationPart } from './observation/traced-parts.ts'
import type { PipelineOutcome } from './exchange/pipeline-outcome.ts'
import type { PipelineResources } from './pipeline-resources.ts'
import { withClaimHeaders } from './authorizers/claim-headers.ts'
import { dropSignature } from './authorizers/iam/drop-signature.ts'
import { badRequest } from './responses/bad-request.ts'
import { answersPreflight, preflightReply } from './responses/cors.ts'
import { unmatchedReply } from './responses/unmatched-reply.ts'
import { refuseUnexpectedBody } from './steps/refuse-unexpected-body.ts'
import type { Step } from './steps/step.ts'
import { stopForGoneClient } from './steps/stop-for-gone-client.ts'
import { throttle } from './steps/throttle.ts'
import { identifyPlanHolder } from './throttling/identify-plan-holder.ts'
import { validateRequest } from './steps/validate-request.ts'

type Answered = PipelineOutcome & { readonly exchange: Exchange | RoutedExchange }

/** What is asked of an authorized request, in this order. */
const stepsBeforeIntegration: readonly Step[] = [throttle, refuseUnexpectedBody, stopForGoneClient, validateRequest]

/** The data plane in the order of API Gateway's own (contract/gateway 1.1): the first step that fails decides. */
export async function runPipeline(
  arrived: Exchange,
  { holders, isProtected, routes }: CompiledStage,
  connection: Connection,
  resources: PipelineResources,
): Promise<Answered> {
  const { definition, request, stage } = arrived
  if (isProtected && request.path.isAmbiguous) {
    return { ...badRequest('path with more than one reading'), exchange: arrived }
  }
  if (definition.cors !== undefined && answersPreflight(definition.cors, request, stage.extras)) {
    return { kind: 'reply', reply: preflightReply(definition.cors, request, stage.extras), exchange: arrived }
  }
  const match = routes.match(request.method, request.path.segments)
  if (match === undefined) {
    return { kind: 'reply', reply: unmatchedReply(arrived), reason: 'no route', exchange: arrived }
  }
  const routed: RoutedExchange = { ...arrived, match, principal: undefined, holder: undefined }
  const asked = arrived.phases.time('authorizer', () =>
    inSpan(authorizerPart, routed, (spanned) => authorize(spanned, connection, resources)),
  )
  const authorization = asked instanceof Promise ? await asked : asked
  if (authorization.kind === 'reply') return { ...authorization, exchange: routed }

  const authorized = withClaimHeaders(dropSignature({ ...routed, principal: authorization.principal }))
  const holder = identifyPlanHolder(authorized, holders)
  if (holder !== undefined && 'reply' in holder) return { ...holder, exchange: authorized }

  const exchange: RoutedExchange = { ...authorized, holder }
  for (const step of stepsBeforeIntegration) {
    const answer = step(exchange, connection, resources)
    const end = answer instanceof Promise ? await answer : answer
    if (end !== undefined) return { ...end, exchange }
  }
  const ask = (to: Connection) =>
    arrived.phases.time('integration', () =>
      inSpan(integrationPart, exchange, (sent) => integrate(sent, to, resources)),
    )
  const { caching } = match.route
  const outcome =
    caching === undefined
      ? await ask(connection)
      : await throughCache(caching, exchange, connection, { ask, cache: resources.responseCache })
  return { ...outcome, exchange }
}

/** Loaded where a stage has a cache. */
async function throughCache(...request: Parameters<typeof AnswerCached>): Promise<PipelineOutcome> {
  const { answerCached } = await import('./integrations/cache/answer-cached.ts')
  return answerCached(...request)
}
