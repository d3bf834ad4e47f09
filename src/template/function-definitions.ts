import { resolve } from 'node:path'

import type { TemplateResource } from '../domain/template-resource.ts'
import type { FunctionCode, FunctionDefinition } from '../ports/functions.ts'
import { isJsonObject, jsonText } from './json.ts'

export interface FunctionDefinitions {
  readonly definitions: readonly FunctionDefinition[]
  readonly warnings: readonly string[]
}

/** What a runner needs of each `AWS::Lambda::Function`; `directory` is the template's own. */
export function functionDefinitions(resources: readonly TemplateResource[], directory: string): FunctionDefinitions {
  const definitions: FunctionDefinition[] = []
  const warnings: string[] = []
  for (const resource of resources) {
    if (resource.type !== 'AWS::Lambda::Function') continue
    const definition = readFunction(resource, directory)
    if (typeof definition === 'string') warnings.push(`${resource.logicalId} does not run here: ${definition}`)
    else definitions.push(definition)
  }
  return { definitions, warnings }
}

/** A definition, or why there is none. */
function readFunction(resource: TemplateResource, directory: string): FunctionDefinition | string {
  const { Runtime, Handler, Code, Timeout, MemorySize, Environment } = resource.properties
  if (typeof Runtime !== 'string' || !/^nodejs\d+\.x$/.test(Runtime)) {
    return `its runtime is ${typeof Runtime === 'string' ? Runtime : 'not a text'}, and only Node.js runtimes (nodejs24.x) do.`
  }
  if (typeof Handler !== 'string') return 'it has no handler; write for example "Handler: index.handler".'
  const code = readCode(Code, directory)
  if (code === undefined) return 'its code is not beside the template; write the path of a directory.'
  const variables = isJsonObject(Environment) && isJsonObject(Environment.Variables) ? Environment.Variables : {}
  return {
    functionArn: String(resource.attributes.Arn),
    functionName: resource.physicalId,
    runtime: Runtime,
    handler: Handler,
    code,
    environment: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, jsonText(value)])),
    // The defaults of Lambda.
    timeoutSeconds: Number(Timeout ?? 3),
    memoryMegabytes: Number(MemorySize ?? 128),
  }
}

function readCode(code: unknown, directory: string): FunctionCode | undefined {
  if (typeof code === 'string' && !code.startsWith('s3://') && !code.endsWith('.zip')) {
    return { kind: 'directory', path: resolve(directory, code) }
  }
  if (isJsonObject(code) && typeof code.ZipFile === 'string') return { kind: 'inline', source: code.ZipFile }
  return undefined
}
