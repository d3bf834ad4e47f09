import { isList, mapOf, type VtlMap, type VtlObject, type VtlValue } from '../vtl/value.ts'
import { VtlError } from '../vtl/vtl-error.ts'

/** What templates set instead of the mapped parameters: the last word on each of them. */
export interface Overrides {
  readonly request: {
    readonly header: OverriddenValues
    readonly querystring: OverriddenValues
    readonly path: OverriddenValues
  }
  readonly response: { readonly header: OverriddenValues; status: string | undefined }
}

/** By name, as the template spelled it. A list is a header or parameter that is there several times. */
export type OverriddenValues = Map<string, readonly string[]>

export function noOverrides(): Overrides {
  return {
    request: { header: new Map(), querystring: new Map(), path: new Map() },
    response: { header: new Map(), status: undefined },
  }
}

/** Cognito: an override that is no status is ignored. */
export function overriddenStatus({ response: { status } }: Overrides): number | undefined {
  return status !== undefined && /^[2-5]\d\d$/.test(status) ? Number(status) : undefined
}

/** `$context.requestOverride`. */
export function requestOverrideMap({ request }: Overrides): VtlMap {
  return mapOf([
    ['header', overrideObject(request.header)],
    ['querystring', overrideObject(request.querystring)],
    ['path', overrideObject(request.path)],
  ])
}

/** `$context.responseOverride`. */
export function responseOverrideObject({ response }: Overrides): VtlObject {
  const header = overrideObject(response.header)
  return {
    kind: 'object',
    property: (name) => {
      if (name === 'header') return header
      return name === 'status' ? (response.status ?? null) : null
    },
    call: () => undefined,
    assign(name, value) {
      if (name === 'status') response.status = plainText(value)
    },
    text: () => '',
  }
}

/** Each parameter can be overridden once in one template; a second time is an error of the template. */
function overrideObject(values: OverriddenValues): VtlObject {
  const written = new Set<string>()
  const assign = (name: string, value: VtlValue) => {
    const folded = name.toLowerCase()
    if (written.has(folded)) throw new VtlError('a parameter is overridden twice')
    written.add(folded)
    values.set(name, isList(value) ? value.items.map(plainText) : [plainText(value)])
  }
  const property = (name: string) => values.get(name)?.join(',') ?? null
  return {
    kind: 'object',
    property,
    call(name, [key, value = null]) {
      if (typeof key !== 'string') return undefined
      if (name === 'get') return property(key)
      if (name !== 'put') return undefined
      const before = property(key)
      assign(key, value)
      return before
    },
    assign,
    text: () => '',
  }
}

function plainText(value: VtlValue): string {
  if (value === null) return ''
  if (typeof value === 'object') throw new VtlError('an override must be a text or a number')
  return String(value)
}
