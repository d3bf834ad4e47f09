import type { Intrinsic } from './intrinsic.ts'
import { TemplateError } from '../template-error.ts'

export const ref: Intrinsic = (argument, path, scope) => {
  if (typeof argument === 'string') return scope.ref(argument, path)
  throw new TemplateError(scope.source, path, 'Ref takes the name of a parameter or resource.', 'Write !Ref NAME.')
}
