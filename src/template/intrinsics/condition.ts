import { TemplateError } from '../template-error.ts'
import type { ConditionIntrinsic } from './intrinsic.ts'

export const condition: ConditionIntrinsic = (argument, path, scope) => {
  if (typeof argument === 'string') return scope.condition(argument, path)
  throw new TemplateError(scope.source, path, 'Condition takes the name of a condition.', 'Write !Condition NAME.')
}
