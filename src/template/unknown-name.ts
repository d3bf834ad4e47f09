import { isJsonObject } from './json.ts'
import type { Template } from './parse.ts'
import { suggest } from '../domain/nearest-name.ts'
import { TemplateError } from './template-error.ts'
import type { Path } from './template-error.ts'

/** What to say of a name that nothing in the template answers to. */
export function unknownName(name: string, known: readonly string[], path: Path, template: Template): TemplateError {
  const resources = isJsonObject(template.root.Resources) ? Object.keys(template.root.Resources) : []
  if (resources.includes(name)) {
    const problem = `"${name}" does not exist here: its condition is false.`
    return new TemplateError(template, path, problem, 'Use Fn::If with the same condition.')
  }
  const otherwise = 'Name a parameter, a pseudo parameter or a resource of this template.'
  return new TemplateError(template, path, `There is no "${name}".`, suggest(name, [...known, ...resources], otherwise))
}
