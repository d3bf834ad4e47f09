import { isJsonArray, isJsonObject } from '../json.ts'
import type { Json } from '../json.ts'

/**
 * Replaces what SAM lets a template write for resources that it makes: `!Ref Api.Stage`, `${Function.Alias}`.
 * `names` has the logical id for each such name.
 */
export function withReferables(value: Json, names: ReadonlyMap<string, string>): Json {
  if (names.size === 0) return value
  if (isJsonArray(value)) return value.map((item) => withReferables(item, names))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]): [string, Json] => {
      if (key === 'Ref' && typeof item === 'string') return [key, names.get(item) ?? item]
      if (key === 'Fn::Sub' && typeof item === 'string') return [key, inText(item, names)]
      if (key === 'Fn::Sub' && isJsonArray(item) && typeof item[0] === 'string') {
        return [key, [inText(item[0], names), ...item.slice(1).map((part) => withReferables(part, names))]]
      }
      return [key, withReferables(item, names)]
    }),
  )
}

function inText(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{([\w.]+)\}/g, (whole, name: string) => {
    const id = names.get(name)
    return id === undefined ? whole : `\${${id}}`
  })
}
