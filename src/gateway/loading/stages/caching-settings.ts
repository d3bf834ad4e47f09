import type { ResponseCaching, UnauthorizedCacheControl } from '../../definition/response-caching.ts'
import { integer, isTrue, member, refuseNode, text, type TemplateNode } from '../template-node.ts'

export const cachingNames = [
  'CachingEnabled',
  'CacheTtlInSeconds',
  'CacheDataEncrypted',
  'RequireAuthorizationForCacheControl',
  'UnauthorizedCacheControlHeaderStrategy',
]

/** What one entry of `MethodSettings` says of its methods' answers; undefined where it says nothing of a part. */
export interface CachingSettings {
  readonly isEnabled: boolean | undefined
  readonly ttlSeconds: number | undefined
  readonly asksForAuthorization: boolean | undefined
  readonly strategy: UnauthorizedCacheControl | undefined
}

export function cachingSettingsOf(node: TemplateNode): CachingSettings {
  const flag = (name: string) => {
    const found = member(node, name)
    return found === undefined ? undefined : isTrue(found)
  }
  // What is only ever in memory has nothing to encrypt at rest.
  flag('CacheDataEncrypted')
  return {
    isEnabled: flag('CachingEnabled'),
    ttlSeconds: ttlOf(member(node, 'CacheTtlInSeconds')),
    asksForAuthorization: flag('RequireAuthorizationForCacheControl'),
    strategy: strategyOf(member(node, 'UnauthorizedCacheControlHeaderStrategy')),
  }
}

export interface CachingPlace {
  readonly settings: CachingSettings
  /** It names this method, and not every one. */
  readonly namesMethod: boolean
}

/** Cognito: what a stage says of all methods is for GET; another method is cached where it is named. */
export function cachingOf(
  places: readonly CachingPlace[],
  method: string,
): Pick<ResponseCaching, 'ttlSeconds' | 'whenNotAuthorized'> | undefined {
  const decisive = places.find(({ settings }) => settings.isEnabled !== undefined)
  if (decisive?.settings.isEnabled !== true || (method !== 'GET' && !decisive.namesMethod)) return undefined
  const nearest = <Name extends keyof CachingSettings>(name: Name) =>
    places.find(({ settings }) => settings[name] !== undefined)?.settings[name]
  const ttlSeconds = nearest('ttlSeconds') ?? DEFAULT_SECONDS
  if (ttlSeconds === 0) return undefined
  const isAuthorizationNeeded = nearest('asksForAuthorization') ?? true
  const strategy = nearest('strategy') ?? 'SUCCEED_WITH_RESPONSE_HEADER'
  return { ttlSeconds, whenNotAuthorized: isAuthorizationNeeded ? strategy : undefined }
}

const DEFAULT_SECONDS = 300
const MOST_SECONDS = 3600

function ttlOf(node: TemplateNode | undefined): number | undefined {
  if (node === undefined) return undefined
  const seconds = integer(node)
  if (seconds < 0 || seconds > MOST_SECONDS) throw refuseNode(node, `must be from 0 to ${MOST_SECONDS}`)
  return seconds
}

function strategyOf(node: TemplateNode | undefined): UnauthorizedCacheControl | undefined {
  if (node === undefined) return undefined
  const strategy = text(node)
  switch (strategy) {
    case 'FAIL_WITH_403':
    case 'SUCCEED_WITH_RESPONSE_HEADER':
    case 'SUCCEED_WITHOUT_RESPONSE_HEADER':
      return strategy
    default:
      throw refuseNode(node, 'must be FAIL_WITH_403, SUCCEED_WITH_RESPONSE_HEADER or SUCCEED_WITHOUT_RESPONSE_HEADER')
  }
}
