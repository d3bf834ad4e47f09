import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { ApiExtras } from '../../definition/api-extras.ts'
import { refusePrivate } from '../private-endpoint.ts'
import { unmatchedOf } from '../api-extras.ts'
import { domainSecurityOf, type DomainSecurity, type ReadTruststore } from './domain-security.ts'
import { allowOnly, member, propertiesOf, refuseNode, requireMember, text } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

export interface DomainName {
  readonly name: string
  readonly mode: RoutingMode
  readonly unmatched: ApiExtras['unmatched']
}

type ReadDomain = DomainName & DomainSecurity

type RoutingMode = (typeof ROUTING_MODES)[number]

const ROUTING_MODES = ['BASE_PATH_MAPPING_ONLY', 'ROUTING_RULE_ONLY', 'ROUTING_RULE_THEN_BASE_PATH_MAPPING'] as const
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::DomainName': [
    'DomainName',
    'CertificateArn',
    'EndpointAccessMode',
    'EndpointConfiguration',
    'MutualTlsAuthentication',
    'OwnershipVerificationCertificateArn',
    'RegionalCertificateArn',
    'RoutingMode',
    'SecurityPolicy',
    'Tags',
  ],
  'AWS::ApiGatewayV2::DomainName': [
    'DomainName',
    'DomainNameConfigurations',
    'MutualTlsAuthentication',
    'RoutingMode',
    'Tags',
  ],
}
const DOMAIN_NAME = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** The custom domains that a template declares. */
export function domainNamesOf(
  resources: readonly TemplateResource[],
  readTruststore: ReadTruststore,
): readonly ReadDomain[] {
  const seen = new Set<string>()
  return resources.flatMap((resource) => {
    const known = PROPERTIES[resource.type]
    if (known === undefined) return []
    const node = propertiesOf(resource)
    allowOnly(node, known)
    refusePrivate(member(node, 'EndpointConfiguration'))
    const given = requireMember(node, 'DomainName')
    const name = text(given).toLowerCase()
    if (name.length > 253 || !DOMAIN_NAME.test(name)) throw refuseNode(given, `${name} is no domain name`)
    if (seen.has(name)) throw refuseNode(given, `the domain ${name} is declared twice`)
    seen.add(name)
    const security = domainSecurityOf(node, readTruststore)
    const mode = routingModeOf(member(node, 'RoutingMode'))
    return [{ name, mode, unmatched: unmatchedOf(member(node, 'Tags')), ...security }]
  })
}

function routingModeOf(node: TemplateNode | undefined): RoutingMode {
  if (node === undefined) return 'BASE_PATH_MAPPING_ONLY'
  const mode = ROUTING_MODES.find((known) => known === node.value)
  if (mode === undefined) throw refuseNode(node, `must be ${ROUTING_MODES.join(' or ')}`)
  return mode
}
