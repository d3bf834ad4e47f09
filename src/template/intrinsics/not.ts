import { expectArguments } from './expect.ts'
import type { ConditionIntrinsic } from './intrinsic.ts'

export const not: ConditionIntrinsic = (argument, path, scope) => {
  const [item] = expectArguments(argument, path, scope, { least: 1, most: 1, form: '!Not [condition]' })
  return !scope.decide(item ?? null, [...path, 0])
}
