import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { RouteDeclaration } from '../route-declaration.ts'
import { resourceNamed, resourcesOfApi } from '../template-index.ts'
import { member, optionalText, propertiesOf, refuseNode, text, type TemplateNode } from '../template-node.ts'
import type { AuthorizerSpelling } from './authorizer-spelling.ts'
import { iamAuthorization, openToAll, refuseBesideSignature } from './iam-authorization.ts'
import { scopeTexts } from './scope-texts.ts'
import { requirePart, type CompileAuthorizer, type WrittenAuthorizer } from './written-authorizer.ts'

export interface AuthorizerResources {
  readonly type: string
  readonly spelling: AuthorizerSpelling
  /** By a route's `AuthorizationType`: the types of authorizers that it may name, and who reads them. */
  readonly readers: Readonly<Record<string, Readonly<Record<string, ReadAuthorizer>>>>
}

/** Each authorizer of an API, whether a route names it or not: its mistakes are told either way. */
export function authorizersOfApi(
  api: TemplateResource,
  resources: readonly TemplateResource[],
  property: 'RestApiId' | 'ApiId',
  { type, spelling, readers }: AuthorizerResources,
): readonly CompileAuthorizer[] {
  const readersByType = new Map(Object.values(readers).flatMap((each) => Object.entries(each)))
  return resourcesOfApi(resources, type, property, api).map((resource) => {
    const node = propertiesOf(resource)
    const authorizer = { id: resource.physicalId, node, spelling, scopes: [], scopesAt: node }
    const authorizerType = requirePart(authorizer, 'type')
    const read = readersByType.get(text(authorizerType))
    if (read === undefined) throw refuseNode(authorizerType, `must be ${[...readersByType.keys()].join(' or ')}`)
    return read(authorizer)
  })
}

export type ReadAuthorizer = (authorizer: WrittenAuthorizer) => CompileAuthorizer

/** `AuthorizationType` of a route or method, with the authorizer resource that it names. */
export function authorizationByResource(
  node: TemplateNode,
  resources: readonly TemplateResource[],
  { type: resourceType, spelling, readers }: AuthorizerResources,
): RouteDeclaration['authorization'] {
  const type = optionalText(node, 'AuthorizationType') ?? 'NONE'
  const scopes = scopeTexts(member(node, 'AuthorizationScopes'))
  const authorizerId = member(node, 'AuthorizerId')
  if (type === 'NONE') {
    if (authorizerId === undefined && scopes.length === 0) return openToAll
    throw refuseNode(node, 'has AuthorizationType NONE, so its authorizer and scopes would be ignored; write its type')
  }
  if (type === 'AWS_IAM') {
    refuseBesideSignature(node, { authorizer: authorizerId, scopes })
    return iamAuthorization
  }
  const readersOfType = Object.hasOwn(readers, type) ? readers[type] : undefined
  if (readersOfType === undefined) {
    const known = [...Object.keys(readers), 'AWS_IAM'].join(', ')
    throw refuseNode(node, `AuthorizationType ${type} is not supported; write ${known} or NONE`)
  }
  if (authorizerId === undefined) throw refuseNode(node, 'is missing AuthorizerId')
  const resource = resourceNamed(resources, resourceType, text(authorizerId))
  if (resource === undefined)
    throw refuseNode(authorizerId, `names no authorizer: ${text(authorizerId)}; write !Ref and the logical id of one`)
  const authorizer = { id: resource.physicalId, node: propertiesOf(resource), spelling, scopes, scopesAt: node }
  const authorizerType = requirePart(authorizer, 'type')
  const read = Object.entries(readersOfType).find(([name]) => name === text(authorizerType))?.[1]
  if (read === undefined) {
    const fitting = Object.keys(readersOfType).join(' or ')
    throw refuseNode(authorizerType, `must be ${fitting}, since a route that names it has AuthorizationType ${type}`)
  }
  const compile = read(authorizer)
  return (context) => ({ kind: 'authorizer', scopes, authorizer: compile(context) })
}
