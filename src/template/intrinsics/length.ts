import { expectList } from './expect.ts'
import type { Intrinsic } from './intrinsic.ts'

export const length: Intrinsic = (argument, path, scope) =>
  expectList(scope.evaluate(argument, path), path, scope, 'Fn::Length counts the items of a list.').length
