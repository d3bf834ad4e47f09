import { isDeepStrictEqual } from 'node:util'

import { expectArguments } from './expect.ts'
import type { ConditionIntrinsic, Evaluated } from './intrinsic.ts'

export const equals: ConditionIntrinsic = (argument, path, scope) => {
  const form = '!Equals [!Ref NAME, value]'
  const args = expectArguments(argument, path, scope, { least: 2, most: 2, form })
  const [left, right] = args.map((arg, index) => asCompared(scope.evaluate(arg, [...path, index])))
  return isDeepStrictEqual(left, right)
}

/** CloudFormation compares text: `true` equals "true". */
function asCompared(value: Evaluated): Evaluated {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
}
