import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { GatewayResponseOverride } from '../../definition/gateway-response.ts'
import { gatewayResponseTypes } from '../../responses/gateway-response-types.ts'
import { restMappingSource } from './rest-parameter-mapping.ts'
import { resourcesOfApi } from '../template-index.ts'
import { allowOnly, integer, member, members, propertiesOf, refuseNode, requireMember } from '../template-node.ts'
import { meantOrRemove, text, type TemplateNode } from '../template-node.ts'

type Entry = readonly [type: string, override: GatewayResponseOverride]

export function gatewayResponsesOfResources(
  api: TemplateResource,
  resources: readonly TemplateResource[],
): readonly Entry[] {
  return resourcesOfApi(resources, 'AWS::ApiGateway::GatewayResponse', 'RestApiId', api).map((resource) => {
    const node = propertiesOf(resource)
    allowOnly(node, ['RestApiId', 'ResponseType', 'StatusCode', 'ResponseParameters', 'ResponseTemplates'])
    const type = requireMember(node, 'ResponseType')
    return entryOf(type, text(type), {
      status: member(node, 'StatusCode'),
      parameters: member(node, 'ResponseParameters'),
      templates: member(node, 'ResponseTemplates'),
    })
  })
}

export function gatewayResponsesOfOpenApi(document: TemplateNode): readonly Entry[] {
  return members(member(document, 'x-amazon-apigateway-gateway-responses')).map(([type, node]) => {
    allowOnly(node, ['statusCode', 'responseParameters', 'responseTemplates'])
    return entryOf(node, type, {
      status: member(node, 'statusCode'),
      parameters: member(node, 'responseParameters'),
      templates: member(node, 'responseTemplates'),
    })
  })
}

interface OverrideNodes {
  readonly status: TemplateNode | undefined
  readonly parameters: TemplateNode | undefined
  readonly templates: TemplateNode | undefined
}

function entryOf(node: TemplateNode, type: string, nodes: OverrideNodes): Entry {
  if (!Object.hasOwn(gatewayResponseTypes, type)) {
    const instead = meantOrRemove(type, Object.keys(gatewayResponseTypes))
    throw refuseNode(node, `is no gateway response type: ${type}; ${instead}`)
  }
  const status = nodes.status === undefined ? undefined : integer(nodes.status)
  if (status !== undefined && (status < 200 || status > 599))
    throw refuseNode(node, `the status ${status} is no status`)
  return [
    type,
    {
      status,
      headers: members(nodes.parameters).map(([key, value]) => headerOf(key, value)),
      templates: new Map(
        members(nodes.templates).map(([contentType, template]) => [contentType, plainTemplate(template)]),
      ),
    },
  ]
}

function plainTemplate(node: TemplateNode): string {
  const template = text(node)
  if (!/#(?:set|if|elseif|else|end|foreach|macro|parse|include)\b/.test(template)) return template
  throw refuseNode(
    node,
    'has VTL directives, which gateway responses do not run; write plain text with $context variables',
  )
}

function headerOf(key: string, node: TemplateNode): GatewayResponseOverride['headers'][number] {
  const name = /^gatewayresponse\.header\.([!#$%&'*+.^`|~\w-]+)$/.exec(key)?.[1]
  if (name === undefined) throw refuseNode(node, 'must be gatewayresponse.header.<Name>')
  // All stages share it: a variable is looked up when a request is answered.
  const variable = /^stageVariables\.(\w+)$/.exec(text(node))?.[1]
  if (variable !== undefined) return [name, [{ from: 'stage-variable', name: variable }]]
  return [name, [restMappingSource(node, { stageVariables: {} })]]
}
