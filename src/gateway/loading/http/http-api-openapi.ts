import { checkRoutePath } from '../check-route-path.ts'
import { asksForSignature, iamAuthorization, isSignatureScheme } from '../authorizers/iam-authorization.ts'
import { openToAll, refuseBesideSignature } from '../authorizers/iam-authorization.ts'
import { httpAuthorizerOfScheme } from './http-authorizer.ts'
import { compileHttpIntegration, httpIntegrationOfOperation } from './http-integration.ts'
import { basePathBefore, openApiBasePath } from '../openapi/openapi-base-path.ts'
import { allowExtensions, checkOpenApiVersion, integrationOfOperation } from '../openapi/openapi-document.ts'
import { openApiOperations, securityScheme, type OpenApiImport } from '../openapi/openapi-document.ts'
import { checkMembers } from '../openapi/openapi-members.ts'
import { checkReferences } from '../openapi/openapi-references.ts'
import type { RouteDeclaration } from '../route-declaration.ts'
import { scopeTexts } from '../authorizers/scope-texts.ts'
import { items, member, members, refuseNode } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

const ROOT_EXTENSIONS = ['cors', 'importexport-version', 'tag-value', 'endpoint-configuration']

/** The routes of an HTTP API whose `Body` is an OpenAPI document, as SAM produces it. */
export function httpRoutesOfOpenApi(document: TemplateNode, options: OpenApiImport): readonly RouteDeclaration[] {
  checkOpenApiVersion(document, options)
  checkReferences(document)
  checkMembers(document)
  const basePath = openApiBasePath(document, options.basePathMode)
  allowExtensions(document, ROOT_EXTENSIONS)
  return openApiOperations(document).map(({ node, method, path: written }) => {
    allowExtensions(node, ['integration', 'auth'])
    const isDefault = written === '$default' || written === '/$default'
    const path = isDefault ? '$default' : basePathBefore(basePath, written)
    if (!isDefault) checkRoutePath(node, path)
    const integration = httpIntegrationOfOperation(integrationOfOperation(document, node))
    return {
      node,
      id: isDefault ? '$default' : `${method} ${path}`,
      method: isDefault ? 'ANY' : method,
      path,
      isApiKeyRequired: false,
      authorization: authorizationOf(document, node),
      integration: (context) => compileHttpIntegration(integration, path, context),
    }
  })
}

function authorizationOf(document: TemplateNode, operation: TemplateNode): RouteDeclaration['authorization'] {
  // The root's security protects operations that have none of their own; on AWS too for HTTP APIs.
  const security = member(operation, 'security') ?? member(document, 'security')
  const requirements = items(security).flatMap((requirement) => {
    const entries = members(requirement)
    if (entries.length === 0) throw refuseNode(requirement, 'is empty; write `security: []` for an open route')
    return entries
  })
  const named = requirements.filter(([name]) => name !== 'NONE' || securityScheme(document, name) !== undefined)
  const [first, ...others] = named
  const isSigned = asksForSignature(operation)
  if (first === undefined) return isSigned ? iamAuthorization : openToAll
  if (others.length > 0 || requirements.length > 1) {
    throw refuseNode(operation, 'has more than one security requirement; leave one authorizer')
  }
  const [name, scopesNode] = first
  const scopes = scopeTexts(scopesNode)
  const scheme = securityScheme(document, name)
  if (scheme === undefined)
    throw refuseNode(scopesNode, `names the security scheme ${name}, which is not defined; write it beside the others`)
  if (isSigned || isSignatureScheme(scheme)) {
    refuseBesideSignature(operation, { authorizer: isSignatureScheme(scheme) ? undefined : scheme, scopes })
    return iamAuthorization
  }
  const compileAuthorizer = httpAuthorizerOfScheme(name, scheme, { scopes, scopesAt: scopesNode })
  return (context) => ({ kind: 'authorizer', scopes, authorizer: compileAuthorizer(context) })
}
