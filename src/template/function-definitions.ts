import { resolve } from 'node:path'

import type { TemplateResource } from '../domain/template-resource.ts'
import type { FunctionCode, FunctionDefinition } from '../ports/functions.ts'
import { nearestName } from '../domain/nearest-name.ts'
import { isPython, runtimeProblem, versionWarnings, type FoundPython } from './function-runtime.ts'
import { isJsonObject, jsonText } from './json.ts'
import { TemplateError, type Source } from './template-error.ts'

export interface FunctionDefinitions {
  readonly definitions: readonly FunctionDefinition[]
  readonly warnings: readonly string[]
}

/**
 * What a runner needs of each `AWS::Lambda::Function`; `directory` is the template's own. A mistake is thrown, what is
 * merely not for here is a warning.
 */
export function functionDefinitions(
  resources: readonly TemplateResource[],
  directory: string,
  python?: FoundPython,
): FunctionDefinitions {
  const definitions: FunctionDefinition[] = []
  const warnings: string[] = []
  for (const resource of resources) {
    if (resource.type !== 'AWS::Lambda::Function') continue
    const definition = readFunction(resource, directory, python)
    if (typeof definition === 'string')
      warnings.push(`${placeText(resource)}${resource.logicalId} does not run here: ${definition}`)
    else definitions.push(definition)
  }
  return { definitions, warnings: [...warnings, ...versionWarnings(definitions, python)] }
}

/** A definition, or why there is none. */
function readFunction(resource: TemplateResource, directory: string, python: FoundPython): FunctionDefinition | string {
  const { Runtime, Handler, Code, Timeout, MemorySize, Environment } = resource.properties
  for (const name of Object.keys(resource.properties)) {
    // Lambda learns new ones, and what they say is nothing that guards anything here.
    const meant = properties.includes(name) ? undefined : nearestName(name, properties)
    if (meant === undefined) continue
    throw mistake(resource, name, `"${name}" is no property of this type.`, `Did you mean "${meant}"?`)
  }
  const timeoutSeconds = wholeNumber(resource, 'Timeout', Timeout ?? 3, [1, 900])
  const memoryMegabytes = wholeNumber(resource, 'MemorySize', MemorySize ?? 128, [128, 10_240])
  const problem = runtimeProblem(Runtime, python)
  if (problem !== undefined) return problem
  if (typeof Handler !== 'string') return 'it has no handler; write for example "Handler: index.handler".'
  const code = readCode(Code, directory)
  if (code === undefined) return 'its code is not beside the template; write the path of a directory.'
  const variables = isJsonObject(Environment) && isJsonObject(Environment.Variables) ? Environment.Variables : {}
  return {
    functionArn: String(resource.attributes.Arn),
    functionName: resource.physicalId,
    runtime: String(Runtime),
    ...(isPython(Runtime) && typeof python === 'object' && { interpreter: python.program }),
    handler: Handler,
    code,
    environment: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, jsonText(value)])),
    timeoutSeconds,
    memoryMegabytes,
  }
}

const properties =
  'Architectures CapacityProviderConfig Code CodeSigningConfigArn DeadLetterConfig Description DurableConfig Environment EphemeralStorage FileSystemConfigs FunctionName FunctionScalingConfig Handler ImageConfig KmsKeyArn Layers LoggingConfig MemorySize PackageType PublishToLatestPublished RecursiveLoop ReservedConcurrentExecutions Role Runtime RuntimeManagementConfig SnapStart Tags TenancyConfig Timeout TracingConfig VpcConfig'.split(
    ' ',
  )

function wholeNumber(
  resource: TemplateResource,
  name: string,
  value: unknown,
  [least, most]: readonly [number, number],
): number {
  const number = typeof value === 'string' ? Number(value) : value
  if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number
  throw mistake(resource, name, 'This number does not fit.', `Write a whole number from ${least} to ${most}.`)
}

function mistake(resource: TemplateResource, property: string, problem: string, advice: string): TemplateError {
  const placeOf: Source['placeOf'] = (path) => resource.placeOf?.(path.slice(2)) ?? { file: '' }
  return new TemplateError(
    { file: '', placeOf },
    ['Resources', resource.logicalId, 'Properties', property],
    problem,
    advice,
  )
}

function placeText({ placeOf }: TemplateResource): string {
  const place = placeOf?.([])
  return place === undefined ? '' : `${place.file}${place.line === undefined ? '' : `:${place.line}`}: `
}

function readCode(code: unknown, directory: string): FunctionCode | undefined {
  if (typeof code === 'string' && !code.startsWith('s3://') && !code.endsWith('.zip')) {
    return { kind: 'directory', path: resolve(directory, code) }
  }
  if (isJsonObject(code) && typeof code.ZipFile === 'string') return { kind: 'inline', source: code.ZipFile }
  return undefined
}
