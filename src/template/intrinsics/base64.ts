import { expectText } from './expect.ts'
import type { Intrinsic } from './intrinsic.ts'

export const base64: Intrinsic = (argument, path, scope) =>
  Buffer.from(expectText(scope.evaluate(argument, path), path, scope, 'Fn::Base64 takes text.')).toString('base64')
