import type { JwtAuthorizer } from '../../definition/authorizer.ts'
import { substitutedText, type CompileContext } from '../compile-context.ts'
import { items, member, refuseNode, text, type TemplateNode } from '../template-node.ts'
import { requirePart, type WrittenAuthorizer } from './written-authorizer.ts'

export function compileJwtAuthorizer(
  authorizer: WrittenAuthorizer,
  { issuer, configuration }: { readonly issuer: TemplateNode; readonly configuration: TemplateNode },
  context: CompileContext,
): JwtAuthorizer {
  const { id, node, spelling } = authorizer
  const audiences = items(member(configuration, spelling.audiences)).map((audience) =>
    substitutedText(audience, context),
  )
  if (audiences.length === 0 || audiences.some((audience) => audience === '')) {
    throw refuseNode(node, 'has no audience; list the ids of the app clients that may call')
  }
  if (audiences.length > 50) throw refuseNode(node, 'has more than 50 audiences')
  return {
    kind: 'jwt',
    id,
    issuer: context.resolveIssuer(issuerOf(issuer, context)),
    audiences,
    identitySource: identitySourceOf(requirePart(authorizer, 'identitySource')),
    clockSkewSeconds: context.extras['clock-skew-seconds'],
    challengesScopes: context.extras['scope-challenge'] === 'insufficient-scope',
  }
}

function issuerOf(node: TemplateNode, context: CompileContext): string {
  const issuer = substitutedText(node, context)
  if (!URL.canParse(issuer) || !/^https?:\/\//.test(issuer)) throw refuseNode(node, 'must be the URL of an issuer')
  return issuer
}

function identitySourceOf(node: TemplateNode): JwtAuthorizer['identitySource'] {
  const source = Array.isArray(node.value) ? onlyItem(node) : node
  const [, where, name] = /^\$request\.(header|querystring)\.([!#$%&'*+.^`|~\w-]+)$/.exec(text(source)) ?? []
  if (name === undefined || (where !== 'header' && where !== 'querystring')) {
    throw refuseNode(source, 'must be $request.header.<Name> or $request.querystring.<name>')
  }
  return { in: where, name }
}

function onlyItem(node: TemplateNode): TemplateNode {
  const [first, ...others] = items(node)
  if (first === undefined || others.length > 0) throw refuseNode(node, 'must name exactly one identity source')
  return first
}
