import type { AwsIdentity } from '../../definition/aws-action.ts'
import type { AwsServiceEndpoint } from '../../definition/mapped-integration.ts'
import { splitPath } from '../../definition/endpoint-uri.ts'
import { substitutedText, type CompileContext } from '../compile-context.ts'
import { refuseNode, type TemplateNode } from '../template-node.ts'
import { actionProtocolOf, jsonActionHeaders } from './aws-actions.ts'
import { awsServiceAt } from './aws-places.ts'

const SERVICE_URI = /^arn:aws[a-z-]*:apigateway:([a-z]{2}(?:-[a-z]+)+-\d{1,2}):([a-z\d.-]+):(path|action)\/(.*)$/s
const ACTION = /^([A-Za-z]{1,64})(?:&(.*))?$/s
/** Of what needs no more than a name in front, each label once. */
const SUBDOMAIN = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/

export interface ServiceUriNodes {
  readonly method: string
  /** Names in the URI that something fills. */
  readonly filled: readonly string[]
  readonly identity: AwsIdentity
}

/** REST: `arn:aws:apigateway:{region}:{subdomain.service}:path/{path}`, or `:action/{Action}&{name}={value}`. */
export function awsServiceEndpoint(
  node: TemplateNode,
  { method, filled, identity }: ServiceUriNodes,
  context: CompileContext,
): AwsServiceEndpoint {
  const [, region = '', named = '', way = '', rest = ''] = SERVICE_URI.exec(substitutedText(node, context)) ?? []
  const dot = named.lastIndexOf('.')
  const [subdomain, name] = dot === -1 ? [undefined, named] : [named.slice(0, dot), named.slice(dot + 1)]
  if (!/^[a-z][a-z\d-]*$/.test(name) || (subdomain !== undefined && !SUBDOMAIN.test(subdomain))) {
    throw refuseNode(node, 'must be arn:aws:apigateway:{region}:{service}:path/… or …:action/…')
  }
  if (!/^[!-~]*$/.test(rest) || rest.includes('#')) throw refuseNode(node, 'has a character that no URL has')
  for (const [, hole = ''] of rest.matchAll(/\{([^}]*)\}/g)) {
    if (!filled.includes(hole)) throw refuseNode(node, `has {${hole}}, which nothing fills`)
  }
  const service = awsServiceAt(node, { name, region, subdomain, identity }, context.awsPlaces)
  if (way === 'path') {
    // Examples of AWS write `path//…` too.
    const { path, query } = splitPath(`/${rest.replace(/^\/+/, '')}`)
    return { kind: 'aws-service', service, method, path, query, headers: [] }
  }
  const [, action, parameters = ''] = ACTION.exec(rest) ?? []
  const protocol = actionProtocolOf(name)
  if (action === undefined) throw refuseNode(node, 'must name an action behind action/')
  if (protocol === undefined) {
    throw refuseNode(
      node,
      `calls ${name} by action, whose form is not known here; write path/ and the headers it needs`,
    )
  }
  if (protocol.kind === 'query') {
    const fields = [`Action=${action}`, `Version=${protocol.version}`, ...(parameters === '' ? [] : [parameters])]
    return { kind: 'aws-service', service, method, path: '/', query: fields.join('&'), headers: [] }
  }
  if (parameters !== '') throw refuseNode(node, `has parameters behind the action; ${name} takes them in the body`)
  return { kind: 'aws-service', service, method, path: '/', query: '', headers: jsonActionHeaders(protocol, action) }
}
