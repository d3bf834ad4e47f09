import type { Ports } from '../../ports/ports.ts'
import type { TemplateState } from '../../ports/template-state.ts'
import { createProvision } from '../../template/apply.ts'
import type { InvokeKms, InvokeOperation } from '../../template/cognito/resource.ts'
import { createResolveIssuer } from '../../template/issuer-alias.ts'
import { apiKeyValues } from './api-key-values.ts'
import { ownIssuer } from '../templates/own-issuer.ts'
import { findPython } from '../templates/find-python.ts'
import { readTemplate, type Backends, type NoteFile, type TemplateReading } from '../templates/read-template.ts'

export interface TemplateSystemOptions {
  readonly file: string
  readonly stackName: string
  readonly parameters: Readonly<Record<string, string>>
  /** More of them, read again with the template. */
  readonly parametersFile?: string | undefined
  readonly region: string
  readonly accountId: string
  readonly invoke: InvokeOperation
  readonly invokeKms: InvokeKms
  readonly state: TemplateState
  readonly apiEndpoint: (apiId: string) => string
  readonly ports: Pick<Ports, 'addresses' | 'log' | 'sealing'>
  readonly note?: NoteFile | undefined
  readonly backends: Backends
}

/** What a template describes, made real: its pools exist, its APIs are compiled, its functions can be run. */
export type TemplateSystem = Omit<TemplateReading, 'files'>

/** Reads and applies a template. Throws `TemplateError` or `DefinitionRefused` with the place of each mistake. */
export async function openTemplateSystem(options: TemplateSystemOptions): Promise<TemplateReading> {
  const {
    file,
    stackName,
    parameters,
    parametersFile,
    region,
    accountId,
    invoke,
    invokeKms,
    state,
    apiEndpoint,
    ports,
    note,
  } = options
  const deployment = { region, accountId, stackName }
  const warn = (message: string): void => ports.log.warn({ template: stackName }, message)
  const read = (ofFile: Readonly<Record<string, string>>) =>
    readTemplate({
      file,
      parameters: { ...parameters, ...ofFile },
      ...deployment,
      provision: createProvision({ ...deployment, invoke, invokeKms, state, warn, apiEndpoint }),
      resolveIssuer(resources) {
        const poolIds = new Set(
          resources.flatMap(({ type, physicalId }) => (type === 'AWS::Cognito::UserPool' ? [physicalId] : [])),
        )
        return createResolveIssuer((poolId) => (poolIds.has(poolId) ? ownIssuer(ports, poolId) : undefined))
      },
      makeApiKeyValue: apiKeyValues(ports.sealing),
      warn,
      note,
      findPython,
      backends: options.backends,
    })
  if (parametersFile === undefined) return read({})
  const { readWithParameters } = await import('../templates/template-parameters.ts')
  return readWithParameters(parametersFile, note, read)
}
