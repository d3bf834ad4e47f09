import type { CognitoUserPoolsAuthorizer } from '../../definition/authorizer.ts'
import { authorizerTtlSeconds } from './authorizer-ttl.ts'
import { substitutedText, type CompileContext } from '../compile-context.ts'
import { items, refuseNode, text, type TemplateNode } from '../template-node.ts'
import { validationExpressionOf } from './validation-expression.ts'
import { partOf, type WrittenAuthorizer } from './written-authorizer.ts'

const POOL_ARN = /^arn:aws[a-z-]*:cognito-idp:([a-z0-9-]+):\d{12}:userpool\/([\w-]+)$/
const DEFAULT_TTL_SECONDS = 300

export function compileCognitoAuthorizer(
  authorizer: WrittenAuthorizer,
  header: string,
  context: CompileContext,
): CognitoUserPoolsAuthorizer {
  const { extras } = context
  const { id, node, spelling } = authorizer
  const providers = items(partOf(authorizer, 'providerArns'))
  if (providers.length === 0) throw refuseNode(node, `lists no user pool; write ${spelling.providerArns}`)
  if (providers.length > 1000) throw refuseNode(node, 'lists more than 1,000 user pools')
  return {
    kind: 'cognito-user-pools',
    id,
    issuers: providers.map((provider) => issuerOfPool(provider, context)),
    header,
    validationExpression: validationExpressionOf(partOf(authorizer, 'validationExpression')),
    ttlSeconds: authorizerTtlSeconds(partOf(authorizer, 'ttlSeconds'), DEFAULT_TTL_SECONDS),
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
