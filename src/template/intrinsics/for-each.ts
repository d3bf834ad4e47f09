import { TemplateError } from '../template-error.ts'
import type { Intrinsic } from './intrinsic.ts'

export const forEach: Intrinsic = (_argument, path, scope) => {
  throw new TemplateError(
    scope.source,
    path,
    'Fn::ForEach stands as a key with a name.',
    'Write Fn::ForEach::NAME: [Item, [a, b], { … }].',
  )
}
