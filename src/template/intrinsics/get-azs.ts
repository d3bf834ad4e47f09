import { expectText } from './expect.ts'
import type { Intrinsic } from './intrinsic.ts'

/** Three zones, as most regions have: nothing that runs here depends on them. */
export const getAzs: Intrinsic = (argument, path, scope) => {
  const region = expectText(scope.evaluate(argument, path), path, scope, 'Write !GetAZs REGION.') || scope.region
  return ['a', 'b', 'c'].map((zone) => region + zone)
}
