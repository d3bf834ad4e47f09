import { isJsonObject } from '../json.ts'
import { parseTemplate } from '../parse.ts'
import { besideTemplate, TemplateError } from '../template-error.ts'
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
  const included = parseTemplate(scope.readFile(file, path), besideTemplate(scope.source, file))
  // While it is evaluated it stands beneath `Fn::Transform`, afterwards in its place.
  for (const at of [path, path.slice(0, -1)]) scope.include(at, included)
  return scope.evaluate(included.root, path)
}
