import type { ResponseCaching } from '../../definition/response-caching.ts'
import { items, member, optionalText, refuseNode, text, type TemplateNode } from '../template-node.ts'
import { restMappingSource } from './rest-parameter-mapping.ts'

export type CacheKey = Pick<ResponseCaching, 'namespace' | 'keys'>

interface CacheKeyNodes {
  readonly cacheKeyParameters: TemplateNode | undefined
  readonly cacheNamespace: string | undefined
  readonly requestParameters: TemplateNode | undefined
}

const NOTHING = { stageVariables: {} }

/** `cacheKeyParameters` and `cacheNamespace` of an integration, whose resource is the namespace otherwise. */
export function cacheKeyOf(integration: TemplateNode, resourceId: string): CacheKey {
  const isResource = member(integration, 'Type') !== undefined
  const nodes: CacheKeyNodes = {
    cacheKeyParameters: member(integration, isResource ? 'CacheKeyParameters' : 'cacheKeyParameters'),
    cacheNamespace: optionalText(integration, isResource ? 'CacheNamespace' : 'cacheNamespace'),
    requestParameters: member(integration, isResource ? 'RequestParameters' : 'requestParameters'),
  }
  return {
    namespace: nodes.cacheNamespace ?? resourceId,
    keys: items(nodes.cacheKeyParameters).map((node) => keyPart(node, nodes)),
  }
}

/** A parameter of the method, or one of the integration, which is then what it is mapped from. */
function keyPart(node: TemplateNode, { requestParameters }: CacheKeyNodes) {
  const name = text(node)
  if (name.startsWith('integration.request.')) {
    const source = requestParameters && member(requestParameters, name)
    if (source === undefined) throw refuseNode(node, `names ${name}, which requestParameters do not have`)
    return restMappingSource(source, NOTHING)
  }
  if (/^method\.request\.(?:path|(?:multivalue)?(?:querystring|header))\./.test(name)) {
    return restMappingSource(node, NOTHING)
  }
  throw refuseNode(node, 'must be method.request.path, .querystring or .header with a name, or integration.request.…')
}
