import { isJsonArray } from '../json.ts'
import { TemplateError } from '../template-error.ts'
import { expectText } from './expect.ts'
import type { Intrinsic } from './intrinsic.ts'

/** `Fn::GetAtt: [LogicalId, Attribute]`, and in JSON also `"LogicalId.Attribute"`. */
export const getAtt: Intrinsic = (argument, path, scope) => {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.')
    if (dot > 0) return scope.attribute(argument.slice(0, dot), argument.slice(dot + 1), path)
  }
  const [logicalId, attribute, ...rest] = isJsonArray(argument) ? argument : []
  if (typeof logicalId !== 'string' || attribute === undefined || rest.length > 0) {
    throw new TemplateError(
      scope.source,
      path,
      'Fn::GetAtt takes a resource and an attribute.',
      'Write !GetAtt RESOURCE.ATTRIBUTE.',
    )
  }
  const name = expectText(scope.evaluate(attribute, [...path, 1]), path, scope, 'Write the name of an attribute.')
  return scope.attribute(logicalId, name, path)
}
