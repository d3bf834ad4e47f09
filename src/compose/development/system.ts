import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StartSettings } from '../../config/plans/running.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import { onDemand } from '../../operations/on-demand.ts'
import type { SessionIntegrationOptions } from '../../gateway/session/session-integration.ts'
import type { DevelopmentPorts } from './ports.ts'
import type { AwsCredentials } from '../../ports/aws-credentials.ts'
import { openFunctionFolder } from './function-folder.ts'
import { invokeKmsInProcess } from './invoke-kms-in-process.ts'
import { invokeInProcess } from './invoke-in-process.ts'
import type { OwnUrls } from './own-urls.ts'
import { developmentKey } from './ready-facts.ts'
import { serveTemplate, type ServedSystem, type ServedSystemOptions } from './served-system.ts'
import { whenAsked } from '../lifetime/when-asked.ts'
import { openTemplateSystem } from './template-system.ts'

export interface DevelopmentSystemOptions extends Pick<SessionIntegrationOptions, 'fetch' | 'keySource'> {
  /** Absent: the reference system. */
  readonly template: string | undefined
  readonly settings: Pick<
    StartSettings,
    'region' | 'accountId' | 'parametersFile' | 'stackName' | 'vpcLinks' | 'aws' | 'serviceRoles' | 'truststores'
  >
  readonly awsCredentials: AwsCredentials
  readonly folder: string
  readonly runsOn: DevelopmentPorts
  readonly gateway: Pick<Gateway, 'handle' | 'prepare'>
  readonly urls: OwnUrls
  readonly caFile: string
  /** Where the reference system's service listens. */
  readonly serviceUrl: string | undefined
}

const referenceTemplate = fileURLToPath(new URL('../../../examples/notes/template.yaml', import.meta.url))

/** Applies the template that was asked for, or the reference system's, and serves what it describes. */
export async function serveDevelopmentSystem(options: DevelopmentSystemOptions): Promise<ServedSystem> {
  const { template, settings, runsOn, gateway, urls, serviceUrl } = options
  const { region, accountId } = settings
  const { ports, storage, functions, inbox } = runsOn
  const stackName = template === undefined ? 'notes' : (settings.stackName ?? 'local')
  return serveTemplate({
    storage,
    inbox,
    functions,
    gateway,
    stackName,
    // A function that calls Cognito finds this one, as on AWS it finds its region's.
    functionEnvironment: {
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: urls.httpUrl,
      AWS_ENDPOINT_URL_KMS: urls.httpUrl,
      AWS_ACCESS_KEY_ID: developmentKey.accessKeyId,
      AWS_SECRET_ACCESS_KEY: developmentKey.secretAccessKey,
      // And what it calls here over HTTPS, `@connections` first of all, shows a certificate of the local CA.
      NODE_EXTRA_CA_CERTS: options.caFile,
    },
    load: (note, prepare) =>
      runsOn.atOnce(async (inside) =>
        prepare(
          await openTemplateSystem({
            file: template ?? referenceTemplate,
            stackName,
            parameters: serviceUrl === undefined ? {} : { AppOrigin: urls.appOrigin, ServiceUrl: serviceUrl },
            parametersFile: template === undefined ? undefined : settings.parametersFile,
            region,
            accountId,
            invoke: invokeInProcess(inside.ports, { region, accountId }),
            invokeKms: invokeKmsInProcess(inside.ports, { region, accountId }),
            state: inside.storage.templateState,
            apiEndpoint: urls.apiEndpoint,
            ports,
            note,
            backends: { ...settings, awsCredentials: options.awsCredentials },
          }),
        ),
      ),
    ...(template === undefined ? await ofReferenceSystem(options) : {}),
  })
}

/** What no template can describe: where notes are kept on this machine, and the web app. */
async function ofReferenceSystem(
  options: DevelopmentSystemOptions,
): Promise<Pick<ServedSystemOptions, 'notes' | 'openApp'>> {
  const { runsOn, gateway, keySource, fetch, urls, folder } = options
  const { ports, storage } = runsOn
  const filesFolder = join(folder, 'app')
  return {
    notes: await openFunctionFolder(join(folder, 'notes')),
    openApp(system) {
      const store = storage.gatewaySessions
      const opened = onDemand(async () => {
        const { openReferenceApp } = await import('./reference-app.ts')
        return openReferenceApp({ ports, system, gateway, keySource, fetch, store, urls, filesFolder })
      })
      return {
        handler: whenAsked(async () => (await opened()).handler),
        sweep: async () => (await opened()).sweep(),
      }
    },
  }
}
