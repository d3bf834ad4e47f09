import { allowOnly, isTrue, items, member, type TemplateNode } from './template-node.ts'

const EXTENSION = 'x-amazon-apigateway-endpoint-configuration'

/** `DisableExecuteApiEndpoint`; OpenAPI documents have it at the root (2.0) or under a server (3.0), as SAM writes it. */
export function disablesDefaultEndpoint(api: TemplateNode, body: TemplateNode | undefined): boolean {
  if (isTrue(member(api, 'DisableExecuteApiEndpoint'))) return true
  if (body === undefined) return false
  return [body, ...items(member(body, 'servers'))].some((node) => {
    const configuration = member(node, EXTENSION)
    if (configuration === undefined) return false
    allowOnly(configuration, ['disableExecuteApiEndpoint', 'ipAddressType', 'types'])
    return isTrue(member(configuration, 'disableExecuteApiEndpoint'))
  })
}
