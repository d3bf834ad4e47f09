import type { TemplateResource } from '../../domain/template-resource.ts'
import { resourceNamed } from './template-index.ts'
import { allowOnly, items, member, propertiesOf, text } from './template-node.ts'

/** What the installation says that a VPC link, or what stands behind it, is. */
export interface VpcLinkPlace {
  /** A logical id, a physical id, or an ARN in which `*` stands for anything. */
  readonly name: string
  readonly origins: readonly string[]
}

export interface PrivateConnection {
  /** The id of the link. */
  readonly link: string
  /** The ARN of the load balancer, listener or Cloud Map service, where the integration names one. */
  readonly target: string | undefined
}

export interface PrivatePlace {
  /** Undefined where the installation says nothing of it. */
  readonly origins: readonly string[] | undefined
  /** A name under which it could. */
  readonly name: string
}

export type FindPrivateOrigins = (connection: PrivateConnection) => PrivatePlace

const LINK = 'AWS::ApiGateway::VpcLink'
const LINK_V2 = 'AWS::ApiGatewayV2::VpcLink'
const PROPERTIES = {
  [LINK]: ['Name', 'Description', 'TargetArns', 'Tags'],
  [LINK_V2]: ['Name', 'SubnetIds', 'SecurityGroupIds', 'Tags'],
}

export function checkVpcLinks(resources: readonly TemplateResource[]) {
  for (const resource of resources) {
    if (resource.type === LINK || resource.type === LINK_V2) {
      allowOnly(propertiesOf(resource), PROPERTIES[resource.type])
    }
  }
}

/** What the integration itself names counts before the link, and the link before what stands behind it. */
export function findPrivateOrigins(
  resources: readonly TemplateResource[],
  places: readonly VpcLinkPlace[],
): FindPrivateOrigins {
  const namesOf = (id: string): readonly string[] =>
    resources.flatMap(({ logicalId, physicalId }) => (physicalId === id ? [logicalId] : [])).concat(id)
  return ({ link, target }) => {
    const resource = resourceNamed(resources, LINK, link)
    const behind = resource === undefined ? [] : items(member(propertiesOf(resource), 'TargetArns')).map(text)
    // A Cloud Map service may be asked for instances of some kind only.
    const named = target === undefined ? [] : [target, target.replace(/\?.*$/, '')]
    const names = [...named, link, ...behind].flatMap(namesOf)
    const found = names.flatMap((name) => places.filter((place) => isNamed(place, name)))
    return { origins: found[0]?.origins, name: namesOf(link)[0] ?? link }
  }
}

function isNamed({ name: pattern }: VpcLinkPlace, name: string): boolean {
  if (!pattern.includes('*')) return pattern === name
  const parts = pattern.split('*').map((part) => RegExp.escape(part))
  return new RegExp(`^${parts.join('.*')}$`).test(name)
}
