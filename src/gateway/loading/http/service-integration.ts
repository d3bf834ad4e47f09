import type { ServiceIntegration } from '../../definition/aws-action.ts'
import type { CompileContext } from '../compile-context.ts'
import { awsServiceAt } from '../aws/aws-places.ts'
import { serviceIdentity } from '../aws/service-identity.ts'
import { members, refuseNode, text, type TemplateNode } from '../template-node.ts'
import { httpMappingParts } from './http-mapping-parts.ts'
import { serviceSubtype, subtypeNames } from './service-subtypes.ts'

export interface ServiceIntegrationNodes {
  readonly node: TemplateNode
  readonly subtype: TemplateNode
  readonly credentials: TemplateNode | undefined
  readonly payloadFormat: TemplateNode | undefined
  readonly requestParameters: TemplateNode | undefined
}

/** A first-class integration: the parameters that its subtype has, and no others. */
export function compileServiceIntegration(
  { credentials, node, payloadFormat, requestParameters, subtype }: ServiceIntegrationNodes,
  context: CompileContext,
): Omit<ServiceIntegration, 'responses' | 'timeoutMilliseconds'> {
  const known = serviceSubtype(text(subtype))
  if (known === undefined) throw refuseNode(subtype, `is none; write one of ${subtypeNames.join(', ')}`)
  if (payloadFormat !== undefined && !['1.0', '1'].includes(text(payloadFormat))) {
    throw refuseNode(payloadFormat, 'must be 1.0 for an integration with a service')
  }
  const named = { credentials, written: 'CredentialsArn (credentials in OpenAPI)' }
  const identity = serviceIdentity(node, named, context.awsPlaces)
  const written = members(requestParameters)
  const parameters = written.flatMap(([name, value]) => {
    if (name === 'Region') return []
    const parameter = Object.hasOwn(known.parameters, name) ? known.parameters[name] : undefined
    if (parameter === undefined) {
      throw refuseNode(value, `is no parameter of ${text(subtype)}; there are ${parameterNames(known.parameters)}`)
    }
    return [{ name: parameter.name, form: parameter.form, value: httpMappingParts(value, 'request', context) }]
  })
  const missing = Object.entries(known.parameters).find(
    ([name, { isRequired }]) => isRequired && !written.some(([key]) => key === name),
  )
  if (missing !== undefined) throw refuseNode(requestParameters ?? node, `is missing ${missing[0]}`)
  const region = regionOf(written.find(([name]) => name === 'Region')?.[1], context)
  return {
    kind: 'service',
    service: awsServiceAt(subtype, { name: known.service, region, subdomain: undefined, identity }, context.awsPlaces),
    action: known.action,
    parameters,
  }
}

/** Part of the host, and so nothing that a request has a say in. */
function regionOf(node: TemplateNode | undefined, context: CompileContext): string {
  if (node === undefined) return context.region
  const parts = httpMappingParts(node, 'request', context)
  const region = parts.map((part) => (part.from === 'literal' ? part.text : '')).join('')
  const isFixed = parts.every(({ from }) => from === 'literal')
  if (isFixed && /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/.test(region)) return region
  throw refuseNode(node, 'must be the name of a region, not taken from the request')
}

function parameterNames(parameters: object): string {
  return [...Object.keys(parameters), 'Region'].join(', ')
}
