import { namesInSub } from './intrinsics/sub.ts'
import { isJsonArray, isJsonObject } from './json.ts'
import type { Json } from './json.ts'

/** Every name that `value` takes from outside: parameters, pseudo parameters and logical ids, with repeats. */
export function referencesIn(value: Json): readonly string[] {
  if (isJsonArray(value)) return value.flatMap((item) => referencesIn(item))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, argument]) => {
    if (key === 'Ref') return typeof argument === 'string' ? [argument] : []
    if (key === 'Fn::GetAtt') return referencesInGetAtt(argument)
    if (key === 'Fn::Sub') return referencesInSub(argument)
    return referencesIn(argument)
  })
}

function referencesInGetAtt(argument: Json): readonly string[] {
  if (typeof argument === 'string') return [argument.split('.')[0] ?? argument]
  const [logicalId, attribute] = isJsonArray(argument) ? argument : []
  return [...(typeof logicalId === 'string' ? [logicalId] : []), ...referencesIn(attribute ?? null)]
}

function referencesInSub(argument: Json): readonly string[] {
  const [text, variables] = isJsonArray(argument) ? argument : [argument]
  if (typeof text !== 'string') return []
  const map = isJsonObject(variables) ? variables : {}
  return [...namesInSub(text, map).map((name) => name.split('.')[0] ?? name), ...referencesIn(map)]
}
