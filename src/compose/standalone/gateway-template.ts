import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SecureGatewaySettings } from '../../config/gateway-problems.ts'
import type { RunningGateway } from '../../config/running.ts'
import { parseStrictJson } from '../../http/strict-json.ts'
import type { Log } from '../../ports/log.ts'
import { createResolveIssuer } from '../../template/issuer-alias.ts'
import { readTemplate, type NoteFile, type TemplateReading } from '../read-template.ts'
import { provisionElsewhere } from './provision-elsewhere.ts'

const stackName = 'gateway'

/** The template's APIs and functions. Throws with the place of each mistake. */
export async function readGatewayTemplate(
  settings: SecureGatewaySettings,
  file: string,
  log: Pick<Log, 'warn'>,
  note?: NoteFile,
): Promise<TemplateReading> {
  const { accountId, existing, identityUrl, parametersFile, region } = settings
  if (parametersFile !== undefined) note?.(resolve(parametersFile))
  const parameters = parametersFile === undefined ? {} : await readParameters(parametersFile)
  const reading = await readTemplate({
    file,
    stackName,
    parameters,
    region,
    accountId,
    provision: provisionElsewhere({
      region,
      accountId,
      stackName,
      existing: existing ?? {},
      apiEndpoint: (apiId) => apiUrl(settings, apiId),
    }),
    resolveIssuer: () =>
      createResolveIssuer((poolId) => (identityUrl === undefined ? undefined : `${identityUrl}/${poolId}`)),
    warn: (message) => log.warn({ template: file }, message),
    note,
    backends: settings,
  })
  refuseRevocation(reading)
  if (settings.tls === 'at-trusted-proxies') refuseMutualTls(reading)
  return parametersFile === undefined ? reading : { ...reading, files: [...reading.files, resolve(parametersFile)] }
}

/** Sessions end in another process, which this one would not hear of. */
function refuseRevocation({ gateway }: TemplateReading) {
  const asking = gateway.apis.find(({ stages }) => [...stages.values()].some(({ extras }) => extras.revocation))
  if (asking === undefined) return
  throw new Error(
    `The API ${asking.name} asks for sallyport:revocation, which only an installation with its own pools can do: take the tag away.`,
  )
}

/** Who ends TLS sees the certificates of clients. */
function refuseMutualTls({ gateway }: TemplateReading) {
  const asking = gateway.domains.find(({ truststore }) => truststore !== undefined)
  if (asking === undefined) return
  throw new Error(
    `The domain ${asking.name} asks clients for certificates, which a proxy in front would keep: set --tls-cert-file and --tls-key-file, or take its MutualTlsAuthentication away.`,
  )
}

/** What a started gateway says of itself. */
export function apisOf(settings: SecureGatewaySettings, { gateway }: TemplateReading): RunningGateway['apis'] {
  const overHttp = gateway.apis.map(({ apiId, name, stages }) => {
    const [stage = '$default'] = stages.keys()
    const url = apiUrl(settings, apiId)
    return { name, url: stage === '$default' ? url : `${url}/${stage}` }
  })
  const overWebSockets = gateway.webSocketApis.map(({ apiId, name, stages }) => {
    const [stage = ''] = stages.keys()
    return { name, url: `${apiUrl(settings, apiId).replace(/^https/, 'wss')}/${stage}` }
  })
  return [...overHttp, ...overWebSockets]
}

function apiUrl({ publicUrl, region }: SecureGatewaySettings, apiId: string): string {
  const { host } = new URL(publicUrl)
  return `https://${apiId}.execute-api.${region}.${host}`
}

/** `{"Name": "value"}`, or `[{"ParameterKey": "Name", "ParameterValue": "value"}]` as the AWS CLI takes it. */
async function readParameters(file: string): Promise<Readonly<Record<string, string>>> {
  const parsed = parseStrictJson(await readFile(file))
  const entries = parsed.ok ? entriesOf(parsed.value) : undefined
  if (entries === undefined) throw new Error(`${file} must be a JSON object of texts, or a list of parameters.`)
  return Object.fromEntries(entries)
}

function entriesOf(value: unknown): readonly (readonly [string, string])[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const entries: readonly (readonly [unknown, unknown])[] = Array.isArray(value)
    ? value.map(keyAndValue)
    : Object.entries(value)
  return entries.every(isTextPair) ? entries : undefined
}

function keyAndValue(item: unknown): readonly [unknown, unknown] {
  if (typeof item !== 'object' || item === null) return [undefined, undefined]
  return [
    'ParameterKey' in item ? item.ParameterKey : undefined,
    'ParameterValue' in item ? item.ParameterValue : undefined,
  ]
}

function isTextPair(entry: readonly [unknown, unknown]): entry is readonly [string, string] {
  return entry.every((part) => typeof part === 'string')
}
