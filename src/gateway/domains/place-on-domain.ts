import type { DomainDefinition, HeaderCondition, RoutingRule, StageAddress } from '../definition/domain.ts'
import { spellPath, type CanonicalPath } from '../request/canonical-path.ts'
import { headerValues, type HeaderList } from '../../http/header-list.ts'
import type { GuardedRequest } from '../request/request-guard.ts'
import { matchesGlob } from './matches-glob.ts'

/** What a custom domain makes of a request. */
export interface PlaceOnDomain {
  readonly address: StageAddress
  /** What routes are matched on: the path below the base path. */
  readonly path: CanonicalPath
  /** `v1/orders`; undefined where the root was mapped. */
  readonly basePathMatched: string | undefined
}

/** Routing rules by priority, then the longest mapping (contract 1.10). Matched on decoded segments, as routes are. */
export function placeOnDomain(
  { rules, mappings }: DomainDefinition,
  { headers, path }: Pick<GuardedRequest, 'headers' | 'path'>,
): PlaceOnDomain | undefined {
  for (const rule of rules) {
    const basePath = matchRule(rule, headers, path)
    if (basePath !== undefined) return placed(rule, path, { basePath, isStripped: rule.stripsBasePath })
  }
  const mapping = mappings.find(({ basePath }) => leads(basePath, path))
  return mapping && placed(mapping, path, { basePath: mapping.basePath, isStripped: true })
}

function matchRule(
  { basePaths, headers: conditions }: RoutingRule,
  headers: HeaderList,
  path: CanonicalPath,
): readonly string[] | undefined {
  if (!conditions.every((anyOf) => anyOf.some((condition) => holds(condition, headers)))) return undefined
  return basePaths === undefined ? [] : basePaths.find((basePath) => leads(basePath, path))
}

function holds({ name, valueGlob }: HeaderCondition, headers: HeaderList): boolean {
  return headerValues(headers, name).some((value) => matchesGlob(valueGlob, value))
}

function leads(basePath: readonly string[], { segments }: CanonicalPath): boolean {
  return basePath.every((segment, index) => segments[index] === segment)
}

function placed(
  { apiId, stage }: StageAddress,
  path: CanonicalPath,
  { basePath, isStripped }: { readonly basePath: readonly string[]; readonly isStripped: boolean },
): PlaceOnDomain {
  return {
    address: { apiId, stage },
    path: isStripped ? withoutFirst(path, basePath.length) : path,
    basePathMatched: basePath.length === 0 ? undefined : basePath.join('/'),
  }
}

/** What is ambiguous about the whole stays so for the rest: the base path was read in the same way. */
function withoutFirst(path: CanonicalPath, count: number): CanonicalPath {
  if (count === 0) return path
  const segments = path.segments.slice(count)
  const hasTrailingSlash = path.hasTrailingSlash && segments.length > 0
  const asUrl = path.asUrl?.slice(count)
  return { ...path, segments, hasTrailingSlash, text: spellPath(segments, hasTrailingSlash), asUrl }
}
