import { whenKnown, type AtOnce } from './at-once.ts'
import { authorize, type Authorization } from './authorizers/authorize.ts'
import type { Exchange, RoutedExchange } from './exchange/exchange.ts'
import type { RouteDefinition } from './definition/route.ts'
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

export interface Answered {
  readonly outcome: PipelineOutcome
  /** As far as the request came. */
  readonly exchange: Exchange | RoutedExchange
}

/** What is asked of an authorized request, in this order. */
const stepsBeforeIntegration: readonly Step[] = [throttle, refuseUnexpectedBody, stopForGoneClient, validateRequest]

/**
 * The data plane in the order of API Gateway's own (contract/gateway 1.1): the first step that fails decides. What is known
 * at once is not waited for: of most requests that is all but the backend's answer.
 */
export function runPipeline(
  arrived: Exchange,
  compiled: CompiledStage,
  connection: Connection,
  resources: PipelineResources,
): AtOnce<Answered> {
  const { definition, request, stage } = arrived
  if (compiled.isProtected && request.path.isAmbiguous) {
    return { outcome: badRequest('path with more than one reading'), exchange: arrived }
  }
  if (definition.cors !== undefined && answersPreflight(definition.cors, request, stage.extras)) {
    const answer = preflightReply(definition.cors, request, stage.extras)
    return { outcome: { kind: 'reply', ...answer }, exchange: arrived }
  }
  const match = compiled.routes.match(request.method, request.path.segments)
  if (match === undefined) {
    return { outcome: { kind: 'reply', reply: unmatchedReply(arrived), reason: 'no route' }, exchange: arrived }
  }
  if (compiled.isProtected && request.path.asUrl !== undefined && isReadAsAnother(arrived, match.route, compiled)) {
    return { outcome: badRequest('path with more than one reading'), exchange: arrived }
  }
  const routed: RoutedExchange = { ...arrived, match, principal: undefined, holder: undefined }
  const authorization = arrived.phases.time('authorizer', () =>
    inSpan(authorizerPart, routed, (spanned) => authorize(spanned, connection, resources)),
  )
  return whenKnown(authorization, (known) => {
    if (known.kind === 'reply') return { outcome: known, exchange: routed }
    const exchange = authorized(routed, known, compiled)
    if ('outcome' in exchange) return exchange
    const outcome = whenKnown(
      firstEnd(exchange, connection, resources),
      (end) => end ?? askBackend(exchange, connection, resources),
    )
    return whenKnown(outcome, (ended) => ({ outcome: ended, exchange }))
  })
}

/**
 * Whether a backend that makes a URL of the decoded path takes the request for one that another guard would have to let
 * through: of another route, or, where policies name paths, of whatever they say of the other path.
 */
function isReadAsAnother(
  { definition: { resourcePolicy }, request: { method, path } }: Exchange,
  { authorization, isApiKeyRequired }: RouteDefinition,
  { routes }: CompiledStage,
): boolean {
  const own = guardOf(authorization)
  if (resourcePolicy !== undefined || own.kind === 'iam' || own.kind === 'lambda') return true
  const other = routes.match(method, path.asUrl ?? [])?.route
  if (other === undefined) return false
  const theirs = guardOf(other.authorization)
  const isOpen = theirs.kind === 'none' || (theirs.kind === own.kind && theirs.name === own.name)
  return !isOpen || (other.isApiKeyRequired && !isApiKeyRequired)
}

function guardOf(authorization: RouteDefinition['authorization']) {
  if (authorization.kind === 'none') return { kind: 'none', name: '' }
  const { authorizer, scopes } = authorization
  return { kind: authorizer.kind, name: [authorizer.kind === 'iam' ? '' : authorizer.id, ...scopes].join(' ') }
}

/** The request as backends get it, once it is known whose it is; or its end, where it has no key that it needs. */
function authorized(
  routed: RoutedExchange,
  { principal }: Extract<Authorization, { kind: 'allowed' }>,
  { holders }: CompiledStage,
): RoutedExchange | Answered {
  const exchange = withClaimHeaders(dropSignature(principal === undefined ? routed : { ...routed, principal }))
  const holder = identifyPlanHolder(exchange, holders)
  if (holder === undefined) return exchange
  return 'reply' in holder ? { outcome: holder, exchange } : { ...exchange, holder }
}

/** Of the steps from `index` on. */
function firstEnd(
  exchange: RoutedExchange,
  connection: Connection,
  resources: PipelineResources,
  index = 0,
): AtOnce<PipelineOutcome | undefined> {
  const step = stepsBeforeIntegration[index]
  if (step === undefined) return undefined
  return whenKnown(
    step(exchange, connection, resources),
    (end) => end ?? firstEnd(exchange, connection, resources, index + 1),
  )
}

function askBackend(
  exchange: RoutedExchange,
  connection: Connection,
  resources: PipelineResources,
): AtOnce<PipelineOutcome> {
  const ask = (to: Connection) =>
    exchange.phases.time('integration', () =>
      inSpan(integrationPart, exchange, (sent) => integrate(sent, to, resources)),
    )
  const { caching } = exchange.match.route
  return caching === undefined
    ? ask(connection)
    : throughCache(caching, exchange, connection, { ask, cache: resources.responseCache })
}

/** Loaded where a stage has a cache. */
async function throughCache(...request: Parameters<typeof AnswerCached>): Promise<PipelineOutcome> {
  const { answerCached } = await import('./integrations/cache/answer-cached.ts')
  return answerCached(...request)
}
