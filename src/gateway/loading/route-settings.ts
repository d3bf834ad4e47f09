import type { Throttle } from '../definition/throttle.ts'
import { throttleOf } from './throttle-settings.ts'
import { allowOnly, isTrue, items, member, members, optionalText, refuseNode } from './template-node.ts'
import type { TemplateNode } from './template-node.ts'

/** What a stage says of one route: the limit that it sets, undefined for none. */
export type RouteSettings = (route: {
  readonly id: string
  readonly path: string
  readonly method: string
}) => Throttle | undefined

const OBSERVATION_ONLY = [
  'ResourcePath',
  'HttpMethod',
  'LoggingLevel',
  'DataTraceEnabled',
  'MetricsEnabled',
  'DetailedMetricsEnabled',
  'ThrottlingBurstLimit',
  'ThrottlingRateLimit',
]
const NAMES = { rate: 'ThrottlingRateLimit', burst: 'ThrottlingBurstLimit' }

/** `MethodSettings` of a REST stage: an exact method, else every method of the path, else everything. */
export function methodSettingsOf(node: TemplateNode | undefined): RouteSettings {
  const throttles = new Map(
    items(node).map((settings) => {
      checkSettings(settings)
      // The slashes of the path are `~1` behind one of their own: `/~1notes~1{id}`.
      const path = (optionalText(settings, 'ResourcePath') ?? '/*').replaceAll('~1', '/').replace(/^\/\//, '/')
      const method = optionalText(settings, 'HttpMethod') ?? '*'
      return [`${path.startsWith('/') ? path : `/${path}`} ${method.toUpperCase()}`, throttleOf(settings, NAMES)]
    }),
  )
  return ({ path, method }) => {
    const keys = [`${path} ${method}`, `${path} *`, `/* ${method}`, '/* *']
    const key = keys.find((candidate) => throttles.get(candidate) !== undefined)
    return key === undefined ? undefined : throttles.get(key)
  }
}

/** `RouteSettings` of an HTTP API's stage by route key, else `DefaultRouteSettings`. */
export function routeSettingsOf(defaults: TemplateNode | undefined, settings: TemplateNode | undefined): RouteSettings {
  const fallback = defaults === undefined ? undefined : throttleOf(checkSettings(defaults), NAMES)
  const throttles = new Map(members(settings).map(([key, node]) => [key, throttleOf(checkSettings(node), NAMES)]))
  return ({ id }) => throttles.get(id) ?? fallback
}

function checkSettings(node: TemplateNode): TemplateNode {
  allowOnly(node, [...OBSERVATION_ONLY, 'CachingEnabled'])
  const caching = member(node, 'CachingEnabled')
  if (isTrue(caching) && caching !== undefined)
    throw refuseNode(caching, 'response caching is not supported; remove it')
  return node
}
