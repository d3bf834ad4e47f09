import type { ServedApi } from '../../config/plans/running.ts'
import type { TemplateSettings } from '../../config/settings/template-settings.ts'
import type { Log } from '../../ports/log.ts'
import { createResolveIssuer } from '../../template/issuer-alias.ts'
import { provisionElsewhere } from './provision-elsewhere.ts'
import { readTemplate, type Backends, type FindPython, type NoteFile, type TemplateReading } from './read-template.ts'
import { servedApis } from './served-apis.ts'
import { withStage } from '../hosts/addresses.ts'
import { readWithParameters } from './template-parameters.ts'

export interface DeployedSettings extends TemplateSettings, Backends {
  readonly publicUrl: string
  readonly region: string
  readonly accountId: string
}

export interface DeployedTemplateOptions {
  readonly file: string
  readonly log: Pick<Log, 'warn'>
  readonly note?: NoteFile | undefined
  /** The issuer of a pool that the template spells AWS's way; undefined where that is right. */
  readonly findIssuer: (poolId: string) => string | undefined
  /** Left out where no code of the template is run. */
  readonly findPython?: FindPython
}

/** The APIs and functions of a template whose pools and clients are there already. Throws with the place of each mistake. */
export async function readDeployedTemplate(
  settings: DeployedSettings,
  { file, findIssuer, findPython, log, note }: DeployedTemplateOptions,
): Promise<TemplateReading> {
  const { accountId, existing = {}, parametersFile, region, stackName = 'gateway' } = settings
  const read = (parameters: Readonly<Record<string, string>>) =>
    readTemplate({
      file,
      stackName,
      parameters,
      region,
      accountId,
      provision: provisionElsewhere({
        region,
        accountId,
        stackName,
        existing,
        apiEndpoint: (apiId) => apiUrl(settings, apiId),
      }),
      resolveIssuer: () => createResolveIssuer(findIssuer),
      warn: (message) => log.warn({ template: file }, message),
      note,
      findPython,
      backends: settings,
    })
  return parametersFile === undefined ? read({}) : readWithParameters(parametersFile, note, read)
}

/** Its APIs, for what a node says when it is ready. */
export function deployedApis(settings: DeployedSettings, { gateway }: TemplateReading): readonly ServedApi[] {
  const { port } = new URL(settings.publicUrl)
  return servedApis(gateway, {
    port,
    stageUrl: (apiId, stage) => withStage(apiUrl(settings, apiId), stage),
  })
}

function apiUrl({ publicUrl, region }: DeployedSettings, apiId: string): string {
  const { host } = new URL(publicUrl)
  return `https://${apiId}.execute-api.${region}.${host}`
}
