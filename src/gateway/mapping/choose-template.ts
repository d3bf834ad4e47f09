import type { PassthroughBehavior } from '../definition/mapped-integration.ts'
import type { VtlTemplate } from '../vtl/syntax-tree.ts'

export type TemplateChoice =
  | { readonly kind: 'template'; readonly template: VtlTemplate }
  /** The body goes on as it is. */
  | { readonly kind: 'passthrough' }
  | { readonly kind: 'unsupported' }

const DEFAULT_TYPE = 'application/json'

/** By the media type of `Content-Type`; its parameters do not count. */
export function chooseRequestTemplate(
  templates: ReadonlyMap<string, VtlTemplate>,
  contentType: string | undefined,
  passthrough: PassthroughBehavior,
): TemplateChoice {
  const template = templates.get(mediaType(contentType) ?? DEFAULT_TYPE) ?? templates.get('$default')
  if (template !== undefined) return { kind: 'template', template }
  const passes = passthrough === 'WHEN_NO_MATCH' || (passthrough === 'WHEN_NO_TEMPLATES' && templates.size === 0)
  return passes ? { kind: 'passthrough' } : { kind: 'unsupported' }
}

/** By the first type of `Accept`, else the one for JSON, else the first there is. */
export function chooseResponseTemplate(
  templates: ReadonlyMap<string, VtlTemplate>,
  accept: string | undefined,
): VtlTemplate | undefined {
  const wanted = mediaType(accept?.split(',', 1)[0]) ?? DEFAULT_TYPE
  return templates.get(wanted) ?? templates.get(DEFAULT_TYPE) ?? templates.values().next().value
}

/** In lower case and without parameters. */
export function mediaType(header: string | undefined): string | undefined {
  const type = header?.split(';', 1)[0]?.trim().toLowerCase()
  return type === '' ? undefined : type
}
