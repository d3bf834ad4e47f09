import { isJsonObject } from '../json.ts'
import { parseTemplate } from '../parse.ts'
import { TemplateError } from '../template-error.ts'
import { expectText } from './expect.ts'
import type { Intrinsic } from './intrinsic.ts'

/** `Fn::Transform` with `AWS::Include` of a file beside the template; its content may hold functions of its own. */
export const transform: Intrinsic = (argument, path, scope) => {
  const name = isJsonObject(argument) ? argument.Name : undefined
  const parameters = isJsonObject(argument) ? argument.Parameters : undefined
  const location = isJsonObject(parameters) ? parameters.Location : undefined
  if (name !== 'AWS::Include' || location === undefined) {
    throw new TemplateError(
      scope.source,
      path,
      `The macro ${JSON.stringify(name ?? null)} does not run here.`,
      'Use AWS::Include with a Location, or write its result out.',
    )
  }
  const file = expectText(scope.evaluate(location, path), path, scope, 'Location is the path of a file.')
  return scope.evaluate(parseTemplate(scope.readFile(file, path), file).root, path)
}
