import { expectArguments } from './expect.ts'
import type { ConditionIntrinsic } from './intrinsic.ts'

export const and: ConditionIntrinsic = (argument, path, scope) =>
  expectArguments(argument, path, scope, { least: 2, most: 10, form: '!And with 2 to 10 conditions' }).every(
    (item, index) => scope.decide(item, [...path, index]),
  )
