import type { Throttle } from '../../definition/throttle.ts'
import { cachingNames, cachingOf, cachingSettingsOf, type CachingSettings } from './caching-settings.ts'
import { throttleOf } from './throttle-settings.ts'
import { allowOnly, isTrue, items, member, members, optionalText } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

interface Route {
  readonly id: string
  readonly path: string
  readonly method: string
}

/** What a stage says of its routes. */
export interface RouteSettings {
  /** The limit that it sets, undefined for none. */
  readonly throttleOf: (route: Route) => Throttle | undefined
  readonly hasDetailedMetrics: (route: Route) => boolean
  /** REST: how its answers are kept, where the stage has a cache. */
  readonly cachingOf: (route: Route) => ReturnType<typeof cachingOf>
}

interface Settings {
  readonly caching: CachingSettings
  readonly throttle: Throttle | undefined
  readonly detailed: boolean | undefined
}

/** What is read, and what is without effect here. */
const KNOWN = [
  'ResourcePath',
  'HttpMethod',
  'LoggingLevel',
  'DataTraceEnabled',
  'MetricsEnabled',
  'DetailedMetricsEnabled',
  'ThrottlingBurstLimit',
  'ThrottlingRateLimit',
]
/** What a `StageDescription` says of all methods, beside its `MethodSettings`. */
export const settingsOfAllMethods = [
  'LoggingLevel',
  'DataTraceEnabled',
  'MetricsEnabled',
  'ThrottlingBurstLimit',
  'ThrottlingRateLimit',
  ...cachingNames,
]
const NAMES = { rate: 'ThrottlingRateLimit', burst: 'ThrottlingBurstLimit' }

/** `MethodSettings` of a REST stage: an exact method, else every method of the path, else everything. */
export function methodSettingsOf(node: TemplateNode | undefined, ofAllMethods?: TemplateNode): RouteSettings {
  const written = new Map(
    items(node).map((settings) => {
      // The slashes of the path are `~1` behind one of their own: `/~1notes~1{id}`.
      const path = (optionalText(settings, 'ResourcePath') ?? '/*').replaceAll('~1', '/').replace(/^\/\//, '/')
      const method = optionalText(settings, 'HttpMethod') ?? '*'
      const key = `${path.startsWith('/') ? path : `/${path}`} ${method.toUpperCase()}`
      allowOnly(settings, [...KNOWN, ...cachingNames])
      return [key, settingsOf(settings, 'MetricsEnabled')]
    }),
  )
  const fallback = ofAllMethods && settingsOf(ofAllMethods, 'MetricsEnabled')
  return nearestOf(({ path, method }) => [
    ...[`${path} ${method}`, `${path} *`, `/* ${method}`, '/* *'].map((key) => {
      const settings = written.get(key)
      return settings && { ...settings, namesMethod: !key.endsWith('*') }
    }),
    fallback,
  ])
}

/** `RouteSettings` of an HTTP API's stage by route key, else `DefaultRouteSettings`. */
export function routeSettingsOf(defaults: TemplateNode | undefined, settings: TemplateNode | undefined): RouteSettings {
  const read = (node: TemplateNode): Settings => {
    allowOnly(node, KNOWN)
    return settingsOf(node, 'DetailedMetricsEnabled')
  }
  const fallback = defaults && read(defaults)
  const written = new Map(members(settings).map(([key, node]) => [key, read(node)]))
  return nearestOf(({ id }) => [written.get(id), fallback])
}

function settingsOf(node: TemplateNode, detailedName: 'MetricsEnabled' | 'DetailedMetricsEnabled'): Settings {
  const detailed = member(node, detailedName)
  return { throttle: throttleOf(node, NAMES), detailed: detailed && isTrue(detailed), caching: cachingSettingsOf(node) }
}

/** Each setting from the nearest place that says something of it. */
function nearestOf(
  placesOf: (route: Route) => readonly ((Settings & { readonly namesMethod?: boolean }) | undefined)[],
): RouteSettings {
  return {
    throttleOf: (route) => placesOf(route).find((settings) => settings?.throttle !== undefined)?.throttle,
    hasDetailedMetrics: (route) =>
      placesOf(route).find((settings) => settings?.detailed !== undefined)?.detailed === true,
    cachingOf: (route) =>
      cachingOf(
        placesOf(route).flatMap((place) =>
          place === undefined ? [] : [{ settings: place.caching, namesMethod: place.namesMethod === true }],
        ),
        route.method,
      ),
  }
}
