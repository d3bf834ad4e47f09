import type { IdentitySource, LambdaAuthorizer } from '../../definition/authorizer.ts'
import { authorizerTtlSeconds } from './authorizer-ttl.ts'
import type { VariablesContext } from '../compile-context.ts'
import { functionArnOf } from '../function-uri.ts'
import { refuseNode, text, type TemplateNode } from '../template-node.ts'
import { validationExpressionOf } from './validation-expression.ts'
import { partOf, requirePart, type WrittenAuthorizer } from './written-authorizer.ts'

export interface LambdaAuthorizerEvent {
  readonly event: LambdaAuthorizer['event']
  readonly identitySources: readonly IdentitySource[]
  readonly usesSimpleResponses?: boolean
}

/** API Gateway: REST APIs keep answers for five minutes unless told otherwise, HTTP APIs do not. */
const DEFAULT_TTL_SECONDS = { TOKEN: 300, REQUEST: 300, '1.0': 0, '2.0': 0 }

/** A number in YAML is as good as its text: `2.0` is read as 2. */
export function payloadFormatOf(node: TemplateNode): '1.0' | '2.0' {
  const format = text(node)
  if (format === '1' || format === '1.0') return '1.0'
  if (format === '2' || format === '2.0') return '2.0'
  throw refuseNode(node, 'must be 1.0 or 2.0')
}

export function compileLambdaAuthorizer(
  authorizer: WrittenAuthorizer,
  { event, identitySources, usesSimpleResponses = false }: LambdaAuthorizerEvent,
  context: VariablesContext,
): LambdaAuthorizer {
  const { id, node, scopes, scopesAt } = authorizer
  // API Gateway would ignore them, and whoever wrote them would think the route guarded by them.
  if (scopes.length > 0) {
    throw refuseNode(scopesAt, 'has scopes, which a Lambda authorizer ignores; let its function ask for them')
  }
  const ttlSeconds = authorizerTtlSeconds(partOf(authorizer, 'ttlSeconds'), DEFAULT_TTL_SECONDS[event])
  if (ttlSeconds > 0 && identitySources.length === 0) {
    throw refuseNode(
      node,
      'keeps answers but names no identity source, so that all callers would share one; name it, or keep none (TTL 0)',
    )
  }
  if (usesSimpleResponses && event !== '2.0') {
    throw refuseNode(node, 'has simple responses, which need the payload format version 2.0')
  }
  return {
    kind: 'lambda',
    id,
    functionArn: functionArnOf(requirePart(authorizer, 'uri'), context),
    event,
    identitySources,
    validationExpression: validationExpressionOf(partOf(authorizer, 'validationExpression')),
    usesSimpleResponses,
    ttlSeconds,
  }
}
