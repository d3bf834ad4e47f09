import { reasonOf, type EndedRequest } from './ended-request.ts'

/** The parts in which it is found out whether a request may pass. */
type AccessPhase = 'authenticate' | 'authorize' | 'authorizer'
type AccessFact = 'error' | 'latency' | 'status'

/**
 * `$context.<phase>.<fact>` by what AWS says of its phases ("Troubleshooting Amazon API Gateway with enhanced
 * observability variables"): a signature is authenticated; an authorizer is Cognito's, JWT or Lambda's; what a signer or
 * a Lambda authorizer's caller may do is authorized. Undefined where the request has no such phase or did not come to it.
 */
export function accessPhaseVariable(
  ended: EndedRequest,
  name: `${AccessPhase}.${AccessFact}`,
): string | number | undefined {
  const [, phase, fact] = /^(authenticate|authorize|authorizer)\.(error|latency|status)$/.exec(name) ?? []
  const latency = ended.exchange.phases.latencyOf('authorizer')
  if (latency === undefined || !phasesOf(ended).some((each) => each === phase)) return undefined
  const refused = /^authorizer: (.*)$/s.exec(reasonOf(ended.outcome) ?? '')?.[1]
  const isByPolicy = refused !== undefined && /^(?:resource )?policy: /.test(refused)
  // Policies are asked last: whoever was refused before did not come to them. A resource policy that denies spares the
  // function of an authorizer the question.
  if (phase === 'authorize' && refused !== undefined && !isByPolicy) return undefined
  if (phase === 'authorizer' && refused === 'resource policy: deny' && asksFunction(ended)) return undefined
  const error = (phase === 'authorize') === isByPolicy ? refused : undefined
  switch (fact) {
    case 'error':
      return error
    case 'status':
      return error === undefined ? 200 : ended.status
    default:
      // Policies are in memory.
      return phase === 'authorize' ? 0 : latency
  }
}

function asksFunction({ exchange }: EndedRequest): boolean {
  if (!('match' in exchange)) return false
  const { authorization } = exchange.match.route
  return authorization.kind === 'authorizer' && authorization.authorizer.kind === 'lambda'
}

function phasesOf({ exchange }: EndedRequest): readonly AccessPhase[] {
  if (!('match' in exchange)) return []
  const { authorization } = exchange.match.route
  if (authorization.kind === 'none') return []
  switch (authorization.authorizer.kind) {
    case 'iam':
      // Of an HTTP API these variables tell of the authorizer alone.
      return exchange.definition.kind === 'REST' ? ['authenticate', 'authorize'] : ['authorizer']
    case 'lambda':
      return ['authorizer', 'authorize']
    case 'cognito-user-pools':
    case 'jwt':
      return ['authorizer']
  }
}
