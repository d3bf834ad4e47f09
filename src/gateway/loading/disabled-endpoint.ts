import { allowOnly, isTrue, member, type TemplateNode } from './template-node.ts'

/** `DisableExecuteApiEndpoint`, which SAM writes into the OpenAPI document instead of the resource. */
export function disablesDefaultEndpoint(api: TemplateNode, body: TemplateNode | undefined): boolean {
  if (isTrue(member(api, 'DisableExecuteApiEndpoint'))) return true
  const configuration = body === undefined ? undefined : member(body, 'x-amazon-apigateway-endpoint-configuration')
  if (configuration === undefined) return false
  allowOnly(configuration, ['disableExecuteApiEndpoint', 'ipAddressType', 'types'])
  return isTrue(member(configuration, 'disableExecuteApiEndpoint'))
}
