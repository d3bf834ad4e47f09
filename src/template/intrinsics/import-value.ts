import { TemplateError } from '../template-error.ts'
import { expectText } from './expect.ts'
import type { Intrinsic } from './intrinsic.ts'

export const importValue: Intrinsic = (argument, path, scope) => {
  const name = expectText(scope.evaluate(argument, path), path, scope, 'Write !ImportValue NAME.')
  const value = scope.elsewhere(`ImportValue:${name}`)
  if (value !== undefined) return value
  throw new TemplateError(
    scope.source,
    path,
    'Fn::ImportValue reads the exports of another stack, and only one stack runs here.',
    `Give "ImportValue:${name}" a value in the file of --parameters-file, or make it a parameter.`,
  )
}
