import { isJsonArray } from '../json.ts'
import type { Json } from '../json.ts'
import { TemplateError } from '../template-error.ts'
import type { Path } from '../template-error.ts'
import type { Evaluated, Scope } from './intrinsic.ts'

/** A value that stands where text is needed; numbers and booleans are written out as CloudFormation does. */
export function expectText(value: Evaluated, path: Path, scope: Scope, advice: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new TemplateError(scope.source, path, 'This must be text.', advice)
}

export function expectList(value: Evaluated, path: Path, scope: Scope, advice: string): readonly Json[] {
  if (isJsonArray(value)) return value
  throw new TemplateError(scope.source, path, 'This must be a list.', advice)
}

/** The arguments of a function that takes between `least` and `most` of them. */
export function expectArguments(
  argument: Json,
  path: Path,
  scope: Scope,
  expected: { readonly least: number; readonly most: number; readonly form: string },
): readonly Json[] {
  if (isJsonArray(argument) && argument.length >= expected.least && argument.length <= expected.most) return argument
  throw new TemplateError(scope.source, path, 'The arguments do not fit.', `Write ${expected.form}.`)
}
