import type { CognitoUserPoolsAuthorizer } from '../definition/authorizer.ts'
import { substitutedText, type CompileContext } from './compile-context.ts'
import { integer, items, refuseNode, text, type TemplateNode } from './template-node.ts'

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
  const providers = items(nodes.providerArns)
  if (providers.length === 0) throw refuseNode(nodes.node, 'lists no user pool; write ProviderARNs')
  if (providers.length > 1000) throw refuseNode(nodes.node, 'lists more than 1,000 user pools')
  return {
    kind: 'cognito-user-pools',
    id: nodes.id,
    issuers: providers.map((provider) => issuerOfPool(provider, context)),
    header: nodes.header,
    validationExpression: expressionOf(nodes.validationExpression),
    ttlSeconds: ttlOf(nodes.ttlSeconds),
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

function expressionOf(node: TemplateNode | undefined): RegExp | undefined {
  if (node === undefined || text(node) === '') return undefined
  try {
    return new RegExp(`^(?:${text(node)})$`)
  } catch {
    throw refuseNode(node, 'is not a regular expression')
  }
}

function ttlOf(node: TemplateNode | undefined): number {
  if (node === undefined) return DEFAULT_TTL_SECONDS
  const seconds = integer(node)
  if (seconds < 0 || seconds > 3600) throw refuseNode(node, 'must be from 0 to 3600')
  return seconds
}
