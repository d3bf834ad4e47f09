import type { CognitoUserPoolsAuthorizer } from '../../definition/authorizer.ts'
import { authorizerTtlSeconds } from './authorizer-ttl.ts'
import { substitutedText, type CompileContext } from '../compile-context.ts'
import { items, refuseNode, text, type TemplateNode } from '../template-node.ts'
import { validationExpressionOf } from './validation-expression.ts'

export interface CognitoAuthorizerNodes {
  readonly id: string
  readonly node: TemplateNode
  readonly header: string
  readonly providerArns: TemplateNode | undefined
  readonly validationExpression: TemplateNode | undefined
  readonly ttlSeconds: TemplateNode | undefined
}

const POOL_ARN = /^arn:aws[a-z-]*:cognito-idp:([a-z0-9-]+):\d{12}:userpool\/([\w-]+)$/
const DEFAULT_TTL_SECONDS = 300

export function compileCognitoAuthorizer(
  nodes: CognitoAuthorizerNodes,
  context: CompileContext,
): CognitoUserPoolsAuthorizer {
  const { extras } = context
  const providers = items(nodes.providerArns)
  if (providers.length === 0) throw refuseNode(nodes.node, 'lists no user pool; write ProviderARNs')
  if (providers.length > 1000) throw refuseNode(nodes.node, 'lists more than 1,000 user pools')
  return {
    kind: 'cognito-user-pools',
    id: nodes.id,
    issuers: providers.map((provider) => issuerOfPool(provider, context)),
    header: nodes.header,
    validationExpression: validationExpressionOf(nodes.validationExpression),
    ttlSeconds: authorizerTtlSeconds(nodes.ttlSeconds, DEFAULT_TTL_SECONDS),
    clockSkewSeconds: extras['clock-skew-seconds'],
    arrayClaims: extras['array-claims'],
    scopeMismatch: extras['scope-mismatch'] === '403' ? 403 : 401,
  }
}

/** `method.request.header.<Name>`: the one source that this type of authorizer takes. */
export function headerOfIdentitySource(node: TemplateNode): string {
  const name = /^method\.request\.header\.([!#$%&'*+.^`|~\w-]+)$/.exec(text(node))?.[1]
  if (name === undefined) throw refuseNode(node, 'must be one header: write method.request.header.Authorization')
  return name
}

function issuerOfPool(node: TemplateNode, context: CompileContext): string {
  const [, region, poolId] = POOL_ARN.exec(substitutedText(node, context)) ?? []
  if (region === undefined || poolId === undefined) {
    throw refuseNode(node, 'must be the ARN of a user pool: write !GetAtt <UserPool>.Arn')
  }
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  return context.resolveIssuer(`https://cognito-idp.${region}.${suffix}/${poolId}`)
}
