import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { BasePathMapping } from '../../definition/domain.ts'
import { basePathOf } from '../openapi/base-path.ts'
import type { OnDomain } from './on-domain.ts'
import { stageAddressOf, type KnownApis } from '../stages/stage-address.ts'
import { allowOnly, member, propertiesOf, refuseNode, requireMember, text } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

const MOST_OF_SEVERAL_LEVELS = 200

/** `AWS::ApiGateway::BasePathMapping` and `AWS::ApiGatewayV2::ApiMapping`: the same under two spellings. */
export function basePathMappingsOf(
  resources: readonly TemplateResource[],
  apis: KnownApis['apis'],
): readonly OnDomain<BasePathMapping>[] {
  const mappings = resources.flatMap((resource) => {
    const keys = KEYS[resource.type]
    if (keys === undefined) return []
    const node = propertiesOf(resource)
    allowOnly(node, [keys.api, keys.path, 'DomainName', 'Stage'], {
      Id: 'private domains are not supported; remove it',
    })
    const key = member(node, keys.path)
    const basePath = key === undefined || isRoot(key) ? [] : basePathOf(key)
    if (key !== undefined && basePath.length > keys.mostLevels) {
      throw refuseNode(key, 'has several levels; write an AWS::ApiGatewayV2::ApiMapping')
    }
    const target = { ...stageAddressOf(node, keys.api, { resources, apis }), basePath }
    return [{ node, domain: text(requireMember(node, 'DomainName')).toLowerCase(), target }]
  })
  refuseRepeated(mappings)
  return mappings
}

interface MappingKeys {
  readonly api: string
  readonly path: string
  readonly mostLevels: number
}

const KEYS: Readonly<Record<string, MappingKeys>> = {
  'AWS::ApiGateway::BasePathMapping': { api: 'RestApiId', path: 'BasePath', mostLevels: 1 },
  'AWS::ApiGatewayV2::ApiMapping': { api: 'ApiId', path: 'ApiMappingKey', mostLevels: Infinity },
}

function isRoot(key: TemplateNode): boolean {
  return ['', '(none)'].includes(text(key))
}

function refuseRepeated(mappings: readonly OnDomain<BasePathMapping>[]) {
  for (const [domain, group] of Map.groupBy(mappings, (mapping) => mapping.domain)) {
    const seen = new Set<string>()
    for (const { node, target } of group) {
      const key = target.basePath.join('/')
      if (seen.has(key)) throw refuseNode(node, `the base path /${key} of ${domain} is mapped twice`)
      seen.add(key)
    }
    const deep = group.filter(({ target }) => target.basePath.length > 1)
    const excess = deep[MOST_OF_SEVERAL_LEVELS]
    if (excess !== undefined) {
      throw refuseNode(excess.node, `${domain} has more than ${MOST_OF_SEVERAL_LEVELS} mappings of several levels`)
    }
  }
}
