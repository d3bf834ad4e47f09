import { isJsonObject } from '../json.ts'
import type { Json } from '../json.ts'
import { suggest } from '../../domain/nearest-name.ts'
import { TemplateError } from '../template-error.ts'
import type { Path } from '../template-error.ts'
import { expectArguments, expectText } from './expect.ts'
import type { Intrinsic, Scope } from './intrinsic.ts'

const form = '!FindInMap [MAP, top key, second key]'

/** With the language extensions a fourth argument `{ DefaultValue: … }` stands in for a missing key. */
export const findInMap: Intrinsic = (argument, path, scope) => {
  const args = expectArguments(argument, path, scope, { least: 3, most: 4, form })
  const keys = args
    .slice(0, 3)
    .map((key, index) => expectText(scope.evaluate(key, [...path, index]), path, scope, `Write ${form}.`))
  const fallback = args[3]
  let found: Json = scope.mappings
  for (const key of keys) {
    const next: Json | undefined = isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined
    if (next === undefined) return defaultValue(fallback, path, scope) ?? missing(key, found, path, scope)
    found = next
  }
  return found
}

function defaultValue(fallback: Json | undefined, path: Path, scope: Scope): Json | undefined {
  if (!isJsonObject(fallback) || fallback.DefaultValue === undefined) return undefined
  return scope.evaluate(fallback.DefaultValue, [...path, 3, 'DefaultValue'])
}

function missing(key: string, map: Json, path: Path, scope: Scope): never {
  const known = isJsonObject(map) ? Object.keys(map) : []
  const advice = suggest(
    key,
    known,
    known.length === 0 ? 'Define it under "Mappings:".' : `Write one of: ${known.join(', ')}.`,
  )
  throw new TemplateError(scope.source, path, `Fn::FindInMap finds no "${key}".`, advice)
}
