import { decide, evaluate } from './evaluate.ts'
import type { Scope } from './intrinsics/intrinsic.ts'
import type { Json } from './json.ts'
import type { Template } from './parse.ts'
import type { Sections } from './sections.ts'
import { suggest } from '../domain/nearest-name.ts'
import { TemplateError } from './template-error.ts'
import type { Path } from './template-error.ts'
import { unknownName } from './unknown-name.ts'

export interface ScopeOptions {
  readonly template: Template
  readonly sections: Sections
  readonly parameters: Readonly<Record<string, Json>>
  /** Values of what is kept at AWS: `resolve:ssm:/notes/table`, `ImportValue:SharedPool`. */
  readonly elsewhere: Readonly<Record<string, string>>
  readonly region: string
  readonly readFile: (location: string) => string
  /** What `Ref` of a resource yields, once resources exist. */
  readonly refOf?: (logicalId: string) => Json | undefined
  readonly attributeOf?: (logicalId: string, attribute: string, path: Path) => Json | undefined
}

/** Everything that the functions of one template can see. */
export function createScope(options: ScopeOptions): Scope {
  const { template, sections, parameters, refOf, attributeOf } = options
  const condition = createConditions(sections, template, (value, path) => decide(value, path, scope))
  const scope: Scope = {
    source: template,
    include: (path, source) => template.include(path, source),
    mappings: sections.mappings,
    region: options.region,
    evaluate: (value, path) => evaluate(value, path, scope),
    decide: (value, path) => decide(value, path, scope),
    condition,
    elsewhere: (name) => (Object.hasOwn(options.elsewhere, name) ? options.elsewhere[name] : undefined),
    ref: (name, path) => {
      if (name === 'AWS::NoValue') return undefined
      const value = (Object.hasOwn(parameters, name) ? parameters[name] : undefined) ?? refOf?.(name)
      if (value !== undefined) return value
      throw unknownName(name, Object.keys(parameters), path, template)
    },
    attribute: (logicalId, attribute, path) => {
      const value = attributeOf?.(logicalId, attribute, path)
      if (value !== undefined) return value
      throw unknownName(logicalId, [], path, template)
    },
    readFile: (location, path) => {
      try {
        return options.readFile(location)
      } catch {
        const advice = 'Write its path relative to the template.'
        throw new TemplateError(template, path, `The file "${location}" cannot be read.`, advice)
      }
    },
  }
  return scope
}

function createConditions(
  sections: Sections,
  template: Template,
  decideNow: (value: Json, path: Path) => boolean,
): (name: string, path: Path) => boolean {
  const decided = new Map<string, boolean | 'deciding'>()
  return (name, path) => {
    const known = decided.get(name)
    if (typeof known === 'boolean') return known
    if (known === 'deciding') {
      throw new TemplateError(template, path, `The condition "${name}" depends on itself.`, 'Break the circle.')
    }
    const definition = Object.hasOwn(sections.conditions, name) ? sections.conditions[name] : undefined
    if (definition === undefined) {
      const advice = suggest(name, Object.keys(sections.conditions), 'Define it under "Conditions:".')
      throw new TemplateError(template, path, `There is no condition "${name}".`, advice)
    }
    decided.set(name, 'deciding')
    const truth = decideNow(definition, ['Conditions', name])
    decided.set(name, truth)
    return truth
  }
}
