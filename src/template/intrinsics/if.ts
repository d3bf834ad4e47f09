import { expectArguments, expectText } from './expect.ts'
import type { Intrinsic } from './intrinsic.ts'

/** `Fn::If: [Condition, then, otherwise]`; only the chosen side is evaluated. */
export const ifCondition: Intrinsic = (argument, path, scope) => {
  const form = '!If [CONDITION, value, otherwise]'
  const [name, then, otherwise] = expectArguments(argument, path, scope, { least: 3, most: 3, form })
  const side = scope.condition(expectText(name, path, scope, `Write ${form}.`), path) ? 1 : 2
  return scope.evaluate((side === 1 ? then : otherwise) ?? null, [...path, side])
}
