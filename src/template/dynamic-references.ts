import { isJsonArray, isJsonObject } from './json.ts'
import type { Json } from './json.ts'
import type { ScopeOptions } from './scope.ts'
import { TemplateError } from './template-error.ts'
import type { Path } from './template-error.ts'

const reference = /\{\{(resolve:[^{}]+)\}\}/g

/** `{{resolve:ssm:/notes/table}}` and its like, filled in from what the parameters say of it. */
export function withDynamicReferences(
  value: Json,
  path: Path,
  scope: Pick<ScopeOptions, 'elsewhere' | 'template'>,
): Json {
  if (typeof value === 'string') {
    return value.includes('{{resolve:')
      ? value.replace(reference, (_, name: string) => found(name, path, scope))
      : value
  }
  if (isJsonArray(value)) return value.map((item, index) => withDynamicReferences(item, [...path, index], scope))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withDynamicReferences(item, [...path, key], scope)]),
  )
}

function found(
  name: string,
  path: Path,
  { elsewhere, template }: Pick<ScopeOptions, 'elsewhere' | 'template'>,
): string {
  const value = Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined
  if (value !== undefined) return value
  const advice = `Give "${name}" a value in the file of --parameters-file, or make it a parameter.`
  throw new TemplateError(template, path, `{{${name}}} is kept at AWS and cannot be read here.`, advice)
}
