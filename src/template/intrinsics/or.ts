import { expectArguments } from './expect.ts'
import type { ConditionIntrinsic } from './intrinsic.ts'

export const or: ConditionIntrinsic = (argument, path, scope) =>
  expectArguments(argument, path, scope, { least: 2, most: 10, form: '!Or with 2 to 10 conditions' }).some(
    (item, index) => scope.decide(item, [...path, index]),
  )
