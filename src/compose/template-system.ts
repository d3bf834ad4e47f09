import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { isFileError } from '../adapters/system/private-file.ts'
import type { TemplateResource } from '../domain/template-resource.ts'
import { definitionFromTemplate } from '../gateway/loading/definition-from-template.ts'
import type { GatewayDefinition } from '../gateway/definition/gateway.ts'
import type { Ports } from '../ports/ports.ts'
import type { FunctionDefinition } from '../ports/functions.ts'
import type { TemplateState } from '../ports/template-state.ts'
import { createProvision } from '../template/apply.ts'
import type { InvokeKms, InvokeOperation } from '../template/cognito/resource.ts'
import { functionDefinitions } from '../template/function-definitions.ts'
import { createResolveIssuer } from '../template/issuer-alias.ts'
import { loadTemplate } from '../template/load.ts'
import { apiKeyValues } from './api-key-values.ts'

export interface TemplateSystemOptions {
  readonly file: string
  readonly stackName: string
  readonly parameters: Readonly<Record<string, string>>
  readonly region: string
  readonly accountId: string
  readonly invoke: InvokeOperation
  readonly invokeKms: InvokeKms
  readonly state: TemplateState
  readonly apiEndpoint: (apiId: string) => string
  readonly ports: Pick<Ports, 'addresses' | 'log' | 'sealing'>
}

/** What a template describes, made real: its pools exist, its APIs are compiled, its functions can be run. */
export interface TemplateSystem {
  readonly resources: readonly TemplateResource[]
  readonly outputs: Readonly<Record<string, unknown>>
  readonly gateway: GatewayDefinition
  readonly functions: readonly FunctionDefinition[]
}

/** Reads and applies a template. Throws `TemplateError` or `DefinitionRefused` with the place of each mistake. */
export async function openTemplateSystem(options: TemplateSystemOptions): Promise<TemplateSystem> {
  const { file, stackName, parameters, region, accountId, invoke, invokeKms, state, apiEndpoint, ports } = options
  const directory = dirname(resolve(file))
  const deployment = { region, accountId, stackName }
  const warn = (message: string): void => ports.log.warn({ template: stackName }, message)
  const { resources, outputs, warnings } = await loadTemplate(await readTemplate(file), file, {
    ...deployment,
    parameters,
    readFile: (location) => readFileSync(resolve(directory, location), 'utf8'),
    provision: createProvision({ ...deployment, invoke, invokeKms, state, warn, apiEndpoint }),
  })
  const poolIds = new Set(
    resources.flatMap(({ type, physicalId }) => (type === 'AWS::Cognito::UserPool' ? [physicalId] : [])),
  )
  const gateway = definitionFromTemplate(resources, {
    file,
    region,
    accountId,
    makeApiKeyValue: apiKeyValues(ports.sealing),
    resolveIssuer: createResolveIssuer((poolId) => (poolIds.has(poolId) ? ownIssuer(ports, poolId) : undefined)),
  })
  const functions = functionDefinitions(resources, directory)
  for (const warning of [...warnings, ...functions.warnings]) warn(warning)
  return { resources, outputs, gateway, functions: functions.definitions }
}

async function readTemplate(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const path = resolve(file)
    const problem = isFileError(cause, 'ENOENT') ? `There is no template at ${path}.` : `${path} cannot be read.`
    throw new Error(problem, { cause })
  }
}

/** Undefined where issuers are spelled AWS's way: then the template's own spelling says which of the two it means. */
function ownIssuer({ addresses }: Pick<Ports, 'addresses'>, poolId: string): string | undefined {
  const issuer = addresses.issuer(poolId)
  return addresses.issuer(poolId, 'UPDATED') === issuer ? issuer : undefined
}
