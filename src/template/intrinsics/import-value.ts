import { TemplateError } from '../template-error.ts'
import type { Intrinsic } from './intrinsic.ts'

export const importValue: Intrinsic = (_argument, path, scope) => {
  throw new TemplateError(
    scope.source,
    path,
    'Fn::ImportValue reads the exports of another stack, and only one stack runs here.',
    'Make the value a parameter with a default, and pass the export to it when deploying.',
  )
}
