import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { isFileError } from '../../adapters/system/private-file.ts'
import type { AwsPlan } from '../../config/plans/aws-plan.ts'
import type { BackendSettings } from '../../config/settings/backend-settings.ts'
import type { TemplateResource } from '../../domain/template-resource.ts'
import type { GatewayDefinition } from '../../gateway/definition/gateway.ts'
import type { ResolveIssuer } from '../../gateway/loading/compile-context.ts'
import { definitionFromTemplate } from '../../gateway/loading/definition-from-template.ts'
import type { MakeApiKeyValue } from '../../gateway/loading/rest/usage-plans.ts'
import type { FunctionDefinition, PythonInterpreter } from '../../ports/functions.ts'
import { functionDefinitions } from '../../template/function-definitions.ts'
import { hasPythonFunctions } from '../../template/function-runtime.ts'
import { loadTemplate } from '../../template/load.ts'
import { DefinitionRefused } from '../../gateway/loading/definition-refused.ts'
import type { AwsCredentials } from '../../ports/aws-credentials.ts'
import { truststoreReader } from './truststores.ts'
import type { Provision } from '../../template/resolve.ts'

/** Told of each file as it is read: of those of a template that turns out to be broken, too. */
export type NoteFile = (file: string) => void

export interface ReadTemplateOptions {
  readonly file: string
  readonly stackName: string
  readonly parameters: Readonly<Record<string, string>>
  readonly region: string
  readonly accountId: string
  readonly provision: Provision
  readonly resolveIssuer: (resources: readonly TemplateResource[]) => ResolveIssuer
  readonly makeApiKeyValue?: MakeApiKeyValue
  readonly backends: Backends
  readonly warn: (message: string) => void
  readonly note?: NoteFile | undefined
  /** Looks for what runs functions of Python. Left out where no code of the template is run. */
  readonly findPython?: FindPython | undefined
}

/** Undefined where there is none. */
export type FindPython = () => Promise<PythonInterpreter | undefined>

/** What the installation says of backends that a template only names. */
export interface Backends extends Partial<Pick<BackendSettings, 'serviceRoles' | 'vpcLinks'>> {
  readonly aws?: AwsPlan | undefined
  /** A template that calls services of AWS is refused where there are none; not looked at unless given. */
  readonly awsCredentials?: Pick<AwsCredentials, 'find'>
  /** Files by the URI of a truststore. */
  readonly truststores?: ReadonlyMap<string, string> | undefined
}

/** A template's resources, with its APIs compiled and its functions ready to run. */
export interface TemplateReading {
  readonly resources: readonly TemplateResource[]
  readonly outputs: Readonly<Record<string, unknown>>
  readonly gateway: GatewayDefinition
  readonly functions: readonly FunctionDefinition[]
  /** Everything that was read: the template itself and what it includes. */
  readonly files: readonly string[]
}

/** Throws `TemplateError` or `DefinitionRefused` with the place of each mistake. */
export async function readTemplate(options: ReadTemplateOptions): Promise<TemplateReading> {
  const { accountId, backends, file, makeApiKeyValue, parameters, provision, region, stackName, warn } = options
  const directory = dirname(resolve(file))
  const files: string[] = []
  const noteFile = (path: string): void => {
    files.push(path)
    options.note?.(path)
  }
  noteFile(resolve(file))
  const readBeside = (location: string): string => {
    const path = resolve(directory, location)
    const text = readFileSync(path, 'utf8')
    noteFile(path)
    return text
  }
  const { resources, outputs, warnings } = await loadTemplate(await readTemplateFile(file), file, {
    region,
    accountId,
    stackName,
    parameters,
    readFile: readBeside,
    provision,
  })
  const awsCalls: DefinitionRefused[] = []
  const { aws, awsCredentials, serviceRoles: roles = 'assume' } = backends
  const gateway = definitionFromTemplate(resources, {
    file,
    region,
    accountId,
    ...(makeApiKeyValue !== undefined && { makeApiKeyValue }),
    vpcLinks: backends.vpcLinks ?? [],
    ...(aws && { awsPlaces: { onCall: (problem) => awsCalls.push(problem()), roles, endpointOf: aws.endpointOf } }),
    readTruststore: truststoreReader(backends.truststores, readBeside),
    resolveIssuer: options.resolveIssuer(resources),
  })
  const [firstCall] = awsCalls
  if (firstCall !== undefined && awsCredentials !== undefined && (await awsCredentials.find()).kind !== 'found') {
    throw new DefinitionRefused(firstCall.problems, file)
  }
  const { findPython } = options
  const python = findPython && hasPythonFunctions(resources) ? ((await findPython()) ?? 'none') : undefined
  const functions = functionDefinitions(resources, directory, python)
  for (const warning of [...warnings, ...functions.warnings, ...unusable(gateway, functions.definitions)]) warn(warning)
  return { resources, outputs, gateway, functions: functions.definitions, files }
}

/** What is right and yet of no use: it may be on its way, as code that is being built. */
function unusable(
  { apis, webSocketApis }: GatewayDefinition,
  functions: readonly FunctionDefinition[],
): readonly string[] {
  const withoutStage = [...apis, ...webSocketApis].filter(({ stages }) => stages.size === 0)
  return [
    ...withoutStage.map(({ logicalId }) => `The API ${logicalId} has no stage, so nobody can call it; add one.`),
    ...functions.flatMap(({ code, functionName }) =>
      code.kind === 'directory' && !existsSync(code.path)
        ? [
            `The code of ${functionName} is not there: ${code.path}. Build it, or write its path relative to the template.`,
          ]
        : [],
    ),
  ]
}

async function readTemplateFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const path = resolve(file)
    const problem = isFileError(cause, 'ENOENT') ? `There is no template at ${path}.` : `${path} cannot be read.`
    throw new Error(problem, { cause })
  }
}
