import { isJsonObject, jsonText } from '../json.ts'
import type { Json } from '../json.ts'
import type { PreparedTemplate } from '../prepare.ts'
import { suggest } from '../../domain/nearest-name.ts'
import { TemplateError } from '../template-error.ts'

const samTransform = 'AWS::Serverless-2016-10-31'
const knownTransforms = [samTransform, 'AWS::LanguageExtensions', 'AWS::Include']

/** Refuses macros that do not run here, and serverless resources without the transform that makes them. */
export function checkTransforms(
  transforms: readonly Json[],
  serverlessId: string | undefined,
  prepared: PreparedTemplate,
): void {
  const { template } = prepared.scope
  for (const transform of transforms) {
    const name = isJsonObject(transform) ? transform.Name : transform
    if (typeof name === 'string' && knownTransforms.includes(name)) continue
    const advice = suggest(jsonText(name), knownTransforms, 'Write its result out.')
    throw new TemplateError(template, ['Transform'], `The macro ${JSON.stringify(name)} does not run here.`, advice)
  }
  if (serverlessId === undefined || transforms.includes(samTransform)) return
  const problem = 'Serverless resources need the SAM transform.'
  throw new TemplateError(
    template,
    ['Resources', serverlessId, 'Type'],
    problem,
    `Write "Transform: ${samTransform}" at the top.`,
  )
}
