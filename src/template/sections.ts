import { isJsonObject } from './json.ts'
import type { Json, JsonObject } from './json.ts'
import type { Template } from './parse.ts'
import { nearestName, suggest } from '../domain/nearest-name.ts'
import { TemplateError } from './template-error.ts'
import type { Path } from './template-error.ts'

/** A resource as written, before any function ran. */
export interface RawResource {
  readonly type: string
  readonly properties: JsonObject
  readonly condition?: string
  readonly dependsOn: readonly string[]
  /** SAM: the global properties that this resource does not take. */
  readonly ignoreGlobals?: Json
}

export interface Sections {
  readonly transforms: readonly Json[]
  readonly globals: JsonObject
  readonly parameters: Readonly<Record<string, JsonObject>>
  readonly rules: Readonly<Record<string, JsonObject>>
  readonly mappings: JsonObject
  readonly conditions: JsonObject
  readonly resources: ReadonlyMap<string, RawResource>
  readonly outputs: Readonly<Record<string, JsonObject>>
}

const sectionNames = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Globals',
  'Hooks',
  'Resources',
  'Outputs',
]

const resourceKeys = [
  'Type',
  'Properties',
  'Condition',
  'DependsOn',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'UpdatePolicy',
  'CreationPolicy',
  'Metadata',
  'Connectors',
  'IgnoreGlobals',
]

/** Checks the outer shape of a template, and the shape of each resource. */
export function readSections(template: Template): Sections {
  const { root } = template
  const version = root.AWSTemplateFormatVersion
  if (version !== undefined && version !== '2010-09-09') {
    const path = ['AWSTemplateFormatVersion']
    throw new TemplateError(template, path, 'There is no such version of templates.', "Write '2010-09-09'.")
  }
  for (const name of Object.keys(root)) requireKnown(name, { kind: 'section', known: sectionNames }, [name], template)
  const resources = mapAt(root.Resources, ['Resources'], template)
  if (Object.keys(resources).length === 0) {
    throw new TemplateError(template, [], 'The template has no resources.', 'Write a "Resources:" section.')
  }
  return {
    transforms: Array.isArray(root.Transform) ? root.Transform : root.Transform === undefined ? [] : [root.Transform],
    globals: mapAt(root.Globals, ['Globals'], template),
    parameters: readParameters(template),
    rules: mapsAt(root.Rules, ['Rules'], template),
    mappings: mapAt(root.Mappings, ['Mappings'], template),
    conditions: mapAt(root.Conditions, ['Conditions'], template),
    resources: new Map(Object.keys(resources).map((id) => [id, readResource(id, resources[id] ?? null, template)])),
    outputs: readOutputs(template),
  }
}

const parameterKeys = [
  'Type',
  'Default',
  'Description',
  'AllowedPattern',
  'AllowedValues',
  'ConstraintDescription',
  'MaxLength',
  'MaxValue',
  'MinLength',
  'MinValue',
  'NoEcho',
]

/** Checks how each parameter is declared. */
export function readParameters(template: Template): Readonly<Record<string, JsonObject>> {
  const parameters = mapsAt(template.root.Parameters, ['Parameters'], template)
  for (const [name, parameter] of Object.entries(parameters)) {
    for (const key of Object.keys(parameter)) {
      requireKnown(key, { kind: 'key of a parameter', known: parameterKeys }, ['Parameters', name, key], template)
    }
  }
  return parameters
}

function readOutputs(template: Template): Readonly<Record<string, JsonObject>> {
  const outputs = mapsAt(template.root.Outputs, ['Outputs'], template)
  const vocabulary = { kind: 'key of an output', known: ['Value', 'Description', 'Export', 'Condition'] }
  for (const [name, output] of Object.entries(outputs)) {
    for (const key of Object.keys(output)) requireKnown(key, vocabulary, ['Outputs', name, key], template)
    if (output.Value !== undefined) continue
    throw new TemplateError(template, ['Outputs', name], 'The output has no value.', 'Write "Value: !Ref NAME".')
  }
  return outputs
}

const typeNames: Readonly<Record<string, string>> = {
  Cognito:
    'IdentityPool IdentityPoolPrincipalTag IdentityPoolRoleAttachment LogDeliveryConfiguration ManagedLoginBranding Terms UserPool UserPoolClient UserPoolDomain UserPoolGroup UserPoolIdentityProvider UserPoolResourceServer UserPoolRiskConfigurationAttachment UserPoolUICustomizationAttachment UserPoolUser UserPoolUserToGroupAttachment',
  Lambda:
    'Alias CodeSigningConfig EventInvokeConfig EventSourceMapping Function LayerVersion LayerVersionPermission Permission Url Version',
  Serverless: 'Api Application Connector Function GraphQLApi HttpApi LayerVersion SimpleTable StateMachine',
}

/** Types of the services that templates here are about, to tell a misspelt one from one that does nothing here. */
const knownTypes: readonly string[] = Object.entries(typeNames).flatMap(([service, types]) =>
  types.split(' ').map((type) => `AWS::${service}::${type}`),
)

function checkType(type: string, path: Path, template: Template): void {
  if (!/^\w+::[\w@-]+(::\w+)*$/.test(type)) {
    const advice = 'Write for example "Type: AWS::Cognito::UserPool".'
    throw new TemplateError(template, path, `"${type}" is no type of a resource.`, advice)
  }
  if (knownTypes.includes(type)) return
  const service = `${type.split('::', 2).join('::')}::`
  const meant = nearestName(
    type,
    knownTypes.filter((known) => known.startsWith(service)),
  )
  if (meant !== undefined) {
    throw new TemplateError(template, path, `There is no type ${type}.`, `Did you mean "${meant}"?`)
  }
}

function readResource(logicalId: string, value: Json, template: Template): RawResource {
  const path = ['Resources', logicalId]
  if (!/^[A-Za-z0-9]{1,255}$/.test(logicalId)) {
    throw new TemplateError(template, path, `"${logicalId}" is no logical id.`, 'Use letters and digits only.')
  }
  const resource = mapAt(value, path, template)
  for (const key of Object.keys(resource))
    requireKnown(key, { kind: 'key of a resource', known: resourceKeys }, [...path, key], template)
  const { Type: type, Condition: condition, DependsOn: dependsOn = [] } = resource
  if (typeof type !== 'string') {
    throw new TemplateError(
      template,
      path,
      'The resource has no type.',
      'Write for example "Type: AWS::Cognito::UserPool".',
    )
  }
  checkType(type, [...path, 'Type'], template)
  if (condition !== undefined && typeof condition !== 'string') {
    throw new TemplateError(
      template,
      [...path, 'Condition'],
      'This is not the name of a condition.',
      'Define it under "Conditions:" and write its name.',
    )
  }
  return {
    type,
    properties: mapAt(resource.Properties, [...path, 'Properties'], template),
    dependsOn: [dependsOn].flat().map(String),
    ...(condition !== undefined && { condition }),
    ...(resource.IgnoreGlobals !== undefined && { ignoreGlobals: resource.IgnoreGlobals }),
  }
}

interface Vocabulary {
  readonly kind: string
  readonly known: readonly string[]
}

function requireKnown(name: string, { kind, known }: Vocabulary, path: Path, template: Template): void {
  if (known.includes(name)) return
  const advice = suggest(name, known, `Write one of ${known.join(', ')}.`)
  throw new TemplateError(template, path, `"${name}" is no ${kind}.`, advice)
}

function mapAt(value: Json | undefined, path: Path, template: Template): JsonObject {
  if (value === undefined || value === null) return {}
  if (isJsonObject(value)) return value
  throw new TemplateError(template, path, 'This must be a map.', 'Write "name: value" lines, indented.')
}

function mapsAt(value: Json | undefined, path: Path, template: Template): Record<string, JsonObject> {
  const entries = Object.entries(mapAt(value, path, template))
  return Object.fromEntries(entries.map(([name, item]) => [name, mapAt(item, [...path, name], template)]))
}
