import { methodOfOperationKey } from '../method-name.ts'
import { referred } from './openapi-references.ts'
import { meantOrRemove, member, members, optionalText, refuseNode, requireMember } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

export interface OpenApiOperation {
  readonly node: TemplateNode
  readonly method: string
  readonly path: string
  /** The path item that it stands in. */
  readonly item: TemplateNode
}

const PATH_ITEM_MEMBERS = new Set(['summary', 'description', 'servers', 'parameters'])

export function openApiOperations(document: TemplateNode): readonly OpenApiOperation[] {
  return members(member(document, 'paths')).flatMap(([path, item]) =>
    members(referred(document, item)).flatMap(([key, node]) => {
      const method = methodOfOperationKey(key)
      if (method !== undefined) return [{ node, method, path, item }]
      if (PATH_ITEM_MEMBERS.has(key)) return []
      throw refuseNode(node, 'is not supported here; write one of the methods, or x-amazon-apigateway-any-method')
    }),
  )
}

/** `securityDefinitions` (2.0) or `components.securitySchemes` (3.0). */
export function securitySchemes(document: TemplateNode): readonly (readonly [string, TemplateNode])[] {
  const components = member(document, 'components')
  const schemes =
    (components === undefined ? undefined : member(components, 'securitySchemes')) ??
    member(document, 'securityDefinitions')
  return members(schemes).map(([name, scheme]) => [name, referred(document, scheme)])
}

export function securityScheme(document: TemplateNode, name: string): TemplateNode | undefined {
  return securitySchemes(document).find(([each]) => each === name)?.[1]
}

/** Those that carry an authorizer, whether an operation names them or not. */
export function authorizerSchemes(document: TemplateNode | undefined): readonly (readonly [string, TemplateNode])[] {
  if (document === undefined) return []
  return securitySchemes(document).filter(
    ([, scheme]) => member(scheme, 'x-amazon-apigateway-authorizer') !== undefined,
  )
}

export interface OpenApiImport {
  /** `ignore`, `prepend` or `split`. */
  readonly basePathMode: TemplateNode | undefined
  /** The extra of that name. */
  readonly takesOpenApi31: boolean
}

export function checkOpenApiVersion(document: TemplateNode, { takesOpenApi31 }: Pick<OpenApiImport, 'takesOpenApi31'>) {
  const version = optionalText(document, 'openapi') ?? optionalText(document, 'swagger')
  if (version === undefined) throw refuseNode(document, 'is missing openapi or swagger: the version of the format')
  if (version === '2' || version === '2.0' || version.startsWith('3.0')) return
  if (!/^3\.1(\.|$)/.test(version)) {
    throw refuseNode(document, `version ${version} is not supported by API Gateway; write 3.0.1 or 2.0`)
  }
  if (takesOpenApi31) return
  const extra = 'to have it here all the same, tag the API sallyport:openapi-3.1 with on'
  throw refuseNode(document, `version ${version} is not supported by API Gateway; write 3.0.1 or, ${extra}`)
}

/** Refuses each `x-amazon-apigateway-…` member that is not listed: what it asks for would silently not happen. */
export function allowExtensions(
  node: TemplateNode,
  known: readonly string[],
  advice: Readonly<Record<string, string>> = {},
) {
  for (const [key, found] of members(node)) {
    if (!key.startsWith('x-amazon-apigateway-')) continue
    const name = key.slice('x-amazon-apigateway-'.length)
    if (known.includes(name)) continue
    throw refuseNode(found, advice[name] ?? `is not supported by this gateway; ${meantOrRemove(name, known)}`)
  }
}

/** The integration of an operation; a reference to one of `components` is followed. */
export function integrationOfOperation(document: TemplateNode, operation: TemplateNode): TemplateNode {
  return referred(document, requireMember(operation, 'x-amazon-apigateway-integration'))
}

/** What an API is called in metrics, logs and `$context`: by its document's title where it has no `Name`, as on an import. */
export function apiNameOf(properties: TemplateNode, document: TemplateNode | undefined): string | undefined {
  const info = document && member(document, 'info')
  return optionalText(properties, 'Name') ?? (info && optionalText(info, 'title'))
}
