import { TemplateError } from '../template-error.ts'
import type { Intrinsic } from './intrinsic.ts'

export const forEach: Intrinsic = (_argument, path, scope) => {
  throw new TemplateError(scope.source, path, 'Fn::ForEach is not expanded here.', 'Write the repeated parts out.')
}
