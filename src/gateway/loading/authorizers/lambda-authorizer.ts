import type { IdentitySource, LambdaAuthorizer } from '../../definition/authorizer.ts'
import { authorizerTtlSeconds } from './authorizer-ttl.ts'
import type { VariablesContext } from '../compile-context.ts'
import { functionArnOf } from '../function-uri.ts'
import { refuseNode, requireMember, text, type TemplateNode } from '../template-node.ts'
import { validationExpressionOf } from './validation-expression.ts'

export interface LambdaAuthorizerNodes {
  readonly id: string
  readonly node: TemplateNode
  readonly event: LambdaAuthorizer['event']
  /** The member of `node` that names the function. */
  readonly uri: 'authorizerUri' | 'AuthorizerUri'
  readonly identitySources: readonly IdentitySource[]
  readonly validationExpression: TemplateNode | undefined
  readonly usesSimpleResponses: boolean
  readonly ttlSeconds: TemplateNode | undefined
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

/** API Gateway would ignore them, and whoever wrote them would think the route guarded by them. */
export function refuseScopes(node: TemplateNode, scopes: readonly string[]) {
  if (scopes.length > 0)
    throw refuseNode(node, 'has scopes, which a Lambda authorizer ignores; let its function ask for them')
}

export function compileLambdaAuthorizer(nodes: LambdaAuthorizerNodes, context: VariablesContext): LambdaAuthorizer {
  const { event, id, identitySources, node, usesSimpleResponses } = nodes
  const ttlSeconds = authorizerTtlSeconds(nodes.ttlSeconds, DEFAULT_TTL_SECONDS[event])
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
    functionArn: functionArnOf(requireMember(node, nodes.uri), context),
    event,
    identitySources,
    validationExpression: validationExpressionOf(nodes.validationExpression),
    usesSimpleResponses,
    ttlSeconds,
  }
}
