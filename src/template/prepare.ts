import { evaluate, intrinsicCall } from './evaluate.ts'
import type { Evaluated, Scope } from './intrinsics/intrinsic.ts'
import { isJsonArray, isJsonObject } from './json.ts'
import type { Json, JsonObject } from './json.ts'
import { bindParameters, givenValues } from './parameters.ts'
import type { Template } from './parse.ts'
import { pseudoParameters } from './pseudo-parameters.ts'
import type { Deployment } from './pseudo-parameters.ts'
import { referencesIn } from './references.ts'
import { createScope } from './scope.ts'
import type { ScopeOptions } from './scope.ts'
import { readParameters, readSections } from './sections.ts'
import type { RawResource } from './sections.ts'
import type { Path } from './template-error.ts'

export interface PrepareOptions extends Deployment {
  /** Of what is kept at AWS too: `resolve:ssm:/notes/table`, `ImportValue:SharedPool`. */
  readonly parameters: Readonly<Record<string, string>>
  /** The text of a file named relative to the template. */
  readonly readFile: (location: string) => string
}

/** A template that depends on nothing but its own resources: conditions are decided, parameters filled in. */
export interface PreparedTemplate {
  readonly scope: ScopeOptions
  readonly resources: ReadonlyMap<string, RawResource>
  readonly globals: JsonObject
  readonly outputs: Readonly<Record<string, JsonObject>>
  readonly warnings: readonly string[]
}

/** The first half of resolving, and all of it that needs no resource: SAM is transformed after this. */
export function prepareTemplate(template: Template, options: PrepareOptions): PreparedTemplate {
  const { elsewhere, parameters } = boundParameters(template, options)
  const sections = readSections(template)
  const { region, readFile } = options
  const scopeOptions = { template, sections, parameters, elsewhere, region, readFile }
  const scope = createScope(scopeOptions)
  const isOn = (name: Json | undefined, path: Path) => typeof name !== 'string' || scope.condition(name, path)
  // CloudFormation reads every condition, whether something asks for it or not.
  for (const name of Object.keys(sections.conditions)) scope.condition(name, ['Conditions', name])
  const simplified = (value: Json, path: Path) => {
    const result = simplify(value, path, scope, parameters)
    return isJsonObject(result) ? result : {}
  }

  const resources = [...sections.resources]
    .filter(([id, resource]) => isOn(resource.condition, ['Resources', id, 'Condition']))
    .map(([id, resource]): [string, RawResource] => {
      const properties = simplified(resource.properties, ['Resources', id, 'Properties'])
      return [id, { ...resource, properties }]
    })
  return {
    scope: scopeOptions,
    resources: new Map(resources),
    globals: simplified(sections.globals, ['Globals']),
    outputs: Object.fromEntries(
      Object.entries(sections.outputs).filter(([name, { Condition }]) => isOn(Condition, ['Outputs', name])),
    ),
    warnings: [],
  }
}

/** What a template may refer to besides its resources. */
export function boundParameters(
  template: Template,
  options: PrepareOptions,
): Pick<ScopeOptions, 'elsewhere' | 'parameters'> {
  const given = givenValues(options.parameters)
  const bound = bindParameters(readParameters(template), given, template)
  return { elsewhere: given.elsewhere, parameters: { ...pseudoParameters(options), ...bound } }
}

/** Decides every `Fn::If` and runs every function that needs no resource; the others stay as they are. */
function simplify(value: Json, path: Path, scope: Scope, parameters: Readonly<Record<string, Json>>): Evaluated {
  const within = (inner: Json, at: Path) => simplify(inner, at, scope, parameters)
  if (isJsonArray(value)) {
    return value.map((item, index) => within(item, [...path, index])).filter((item) => item !== undefined)
  }
  if (!isJsonObject(value)) return value
  const call = intrinsicCall(value, path, scope)
  if (call?.name === 'Fn::If' || call?.name === 'Fn::Transform') {
    return call.run(call.argument, [...path, call.name], { ...scope, evaluate: within })
  }
  const isKnown = (name: string) => name === 'AWS::NoValue' || Object.hasOwn(parameters, name)
  if (call !== undefined && referencesIn(value).every(isKnown)) return evaluate(value, path, scope)

  const entries: [string, Json][] = []
  for (const [key, item] of Object.entries(value)) {
    const result = within(item, [...path, key])
    if (result !== undefined) entries.push([key, result])
  }
  return Object.fromEntries(entries)
}
