import { createHash } from 'node:crypto'
import type { TemplateResource } from '../../../domain/template-resource.ts'
import { checkRoutePath } from '../check-route-path.ts'
import { asksForSignature, iamAuthorization, isSignatureScheme } from '../authorizers/iam-authorization.ts'
import { openToAll, refuseBesideSignature } from '../authorizers/iam-authorization.ts'
import { validationOfOpenApi } from './models-of-openapi.ts'
import { basePathBefore, openApiBasePath } from '../openapi/openapi-base-path.ts'
import { allowExtensions, checkOpenApiVersion, integrationOfOperation } from '../openapi/openapi-document.ts'
import { openApiOperations, securityScheme, type OpenApiImport } from '../openapi/openapi-document.ts'
import { checkMembers } from '../openapi/openapi-members.ts'
import { checkReferences, referred } from '../openapi/openapi-references.ts'
import { cacheKeyOf } from './cache-key.ts'
import { restAuthorizerOfScheme } from './rest-authorizer.ts'
import { compileRestIntegration } from './rest-integration.ts'
import type { RouteDeclaration } from '../route-declaration.ts'
import { scopeTexts } from '../authorizers/scope-texts.ts'
import { items, member, members, optionalText, refuseNode } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

const ROOT_EXTENSIONS = [
  'gateway-responses',
  'binary-media-types',
  'documentation',
  'importexport-version',
  'endpoint-configuration',
  'api-key-source',
  'policy',
  'security-policy',
  'endpoint-access-mode',
  'tag-value',
  'minimum-compression-size',
  'request-validators',
  'request-validator',
]

/** The routes of a REST API whose `Body` is an OpenAPI document, as SAM produces it. */
export function restRoutesOfOpenApi(
  api: TemplateResource,
  document: TemplateNode,
  options: OpenApiImport,
): readonly RouteDeclaration[] {
  checkOpenApiVersion(document, options)
  checkReferences(document)
  checkMembers(document)
  const basePath = openApiBasePath(document, options.basePathMode)
  allowExtensions(document, ROOT_EXTENSIONS)
  const rootSecurity = member(document, 'security')
  if (items(rootSecurity).length > 0 && rootSecurity !== undefined) {
    throw refuseNode(
      rootSecurity,
      'is ignored by REST APIs and would leave the API open; write security in each method',
    )
  }
  const validationOf = validationOfOpenApi(document)
  return openApiOperations(document).map((operation) => {
    const { node, method } = operation
    const path = basePathBefore(basePath, operation.path)
    allowExtensions(node, ['integration', 'auth', 'request-validator'])
    checkRoutePath(node, path)
    const integration = integrationOfOperation(document, node)
    const id = resourceIdOf(api, path)
    return {
      node,
      id,
      method,
      path,
      ...securityOf(document, node),
      validation: validationOf(operation),
      cacheKey: cacheKeyOf(integration, id),
      integration: compileRestIntegration(integration, {
        path,
        spelling: 'openapi',
        declaresHeader: declaredByResponses(document, node),
      }),
    }
  })
}

function declaredByResponses(
  document: TemplateNode,
  operation: TemplateNode,
): (status: string, header: string) => boolean {
  const responses = new Map(members(member(operation, 'responses')))
  return (status, header) => {
    const response = responses.get(status)
    if (response === undefined) return false
    return members(member(referred(document, response), 'headers')).some(([name]) => name.toLowerCase() === header)
  }
}

/** Ten characters like AWS's own, the same at every start. */
function resourceIdOf(api: TemplateResource, path: string): string {
  const digest = createHash('sha256').update(`${api.physicalId} ${path}`).digest()
  return [...digest.subarray(0, 10)].map((byte) => (byte % 36).toString(36)).join('')
}

/** An API key is written as one more requirement: a scheme that is nothing but the header x-api-key. */
function securityOf(
  document: TemplateNode,
  operation: TemplateNode,
): Pick<RouteDeclaration, 'authorization' | 'isApiKeyRequired'> {
  const requirements = items(member(operation, 'security')).flatMap((requirement) => {
    const entries = members(requirement)
    if (entries.length === 0) throw refuseNode(requirement, 'is empty; write `security: []` for an open method')
    return entries
  })
  const keys = requirements.filter(([name]) => isApiKeyScheme(securityScheme(document, name)))
  const isApiKeyRequired = keys.length > 0
  const authorizers = requirements.filter((requirement) => !keys.includes(requirement))
  const named = authorizers.filter(([name]) => name !== 'NONE' || securityScheme(document, name) !== undefined)
  const [first, ...others] = named
  // SAM writes the undefined scheme NONE where `Authorizer: NONE` opts out.
  const isSigned = asksForSignature(operation)
  if (first === undefined) return { isApiKeyRequired, authorization: isSigned ? iamAuthorization : openToAll }
  if (others.length > 0 || authorizers.length > 1) {
    throw refuseNode(operation, 'has more than one authorizer; leave one, and an API key beside it if you like')
  }
  const [name, scopesNode] = first
  const scheme = securityScheme(document, name)
  if (scheme === undefined)
    throw refuseNode(scopesNode, `names the security scheme ${name}, which is not defined; write it beside the others`)
  const scopes = scopeTexts(scopesNode)
  if (isSigned || isSignatureScheme(scheme)) {
    refuseBesideSignature(operation, { authorizer: isSignatureScheme(scheme) ? undefined : scheme, scopes })
    return { isApiKeyRequired, authorization: iamAuthorization }
  }
  const compileAuthorizer = restAuthorizerOfScheme(name, scheme, { scopes, scopesAt: scopesNode })
  return {
    isApiKeyRequired,
    authorization: (context) => ({ kind: 'authorizer', scopes, authorizer: compileAuthorizer(context) }),
  }
}

function isApiKeyScheme(scheme: TemplateNode | undefined): boolean {
  if (scheme === undefined || member(scheme, 'x-amazon-apigateway-authorizer') !== undefined) return false
  if (member(scheme, 'x-amazon-apigateway-authtype') !== undefined) return false
  const type = optionalText(scheme, 'type')?.toLowerCase()
  return type === 'apikey' && optionalText(scheme, 'name')?.toLowerCase() === 'x-api-key'
}
