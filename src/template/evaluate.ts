import type { ConditionIntrinsic, Evaluated, Intrinsic, Scope } from './intrinsics/intrinsic.ts'
import { conditionIntrinsics, intrinsics } from './intrinsics/table.ts'
import { isJsonArray, isJsonObject } from './json.ts'
import type { Json, JsonObject } from './json.ts'
import { suggest } from '../domain/nearest-name.ts'
import { TemplateError } from './template-error.ts'
import type { Path } from './template-error.ts'

/** Runs every function in `value`; a key or item that becomes `AWS::NoValue` is removed. */
export function evaluate(value: Json, path: Path, scope: Scope): Evaluated {
  if (isJsonArray(value)) {
    return value.map((item, index) => evaluate(item, [...path, index], scope)).filter((item) => item !== undefined)
  }
  if (!isJsonObject(value)) return value
  const call = intrinsicCall(value, path, scope)
  if (call !== undefined) return call.run(call.argument, [...path, call.name], scope)

  const entries: [string, Json][] = []
  for (const [key, item] of Object.entries(value)) {
    const result = evaluate(item, [...path, key], scope)
    if (result !== undefined) entries.push([key, result])
  }
  return Object.fromEntries(entries)
}

/** The truth of a condition: an entry of `Conditions`, or an argument of `Fn::And` and its like. */
export function decide(value: Json, path: Path, scope: Scope): boolean {
  const [entry] = isJsonObject(value) ? Object.entries(value) : []
  const run: ConditionIntrinsic | undefined =
    entry && Object.hasOwn(conditionIntrinsics, entry[0]) ? conditionIntrinsics[entry[0]] : undefined
  if (entry !== undefined && run !== undefined) return run(entry[1], [...path, entry[0]], scope)
  throw new TemplateError(
    scope.source,
    path,
    'This is not a condition.',
    `Write one of ${Object.keys(conditionIntrinsics).join(', ')}.`,
  )
}

export interface IntrinsicCall {
  readonly name: string
  readonly argument: Json
  readonly run: Intrinsic
}

/** The function call that an object is, if it is one; `{ Fn::X: … }` stands alone in its object. */
export function intrinsicCall(value: JsonObject, path: Path, scope: Pick<Scope, 'source'>): IntrinsicCall | undefined {
  const keys = Object.keys(value)
  const name = keys.find((key) => key.startsWith('Fn::')) ?? (keys.length === 1 ? keys[0] : undefined)
  if (name === undefined || Object.hasOwn(conditionIntrinsics, name)) return undefined
  const family = name.startsWith('Fn::ForEach::') ? 'Fn::ForEach' : name
  const run = Object.hasOwn(intrinsics, family) ? intrinsics[family] : undefined
  if (run !== undefined && keys.length === 1) return { name, argument: value[name] ?? null, run }
  if (!name.startsWith('Fn::')) return undefined
  if (run === undefined) {
    const advice = suggest(name, Object.keys(intrinsics), `Write one of ${Object.keys(intrinsics).join(', ')}.`)
    throw new TemplateError(scope.source, [...path, name], `There is no function ${name}.`, advice)
  }
  const others = keys.filter((key) => key !== name).join(', ')
  throw new TemplateError(
    scope.source,
    [...path, name],
    `${name} must stand alone in its map.`,
    `Move the other keys (${others}) away, or give ${name} a key of its own.`,
  )
}
