import { withStage, type StageUrl } from '../hosts/addresses.ts'

/** Where a development installation answers, once its ports are known. */
export interface OwnUrls {
  readonly publicUrl: string
  readonly httpUrl: string
  readonly appOrigin: string
  readonly consoleUrl: string
  readonly inboxUrl: string
  /** A stage of an API as programs reach it that cannot resolve `*.localhost`. */
  readonly stageUrl: StageUrl
  /** What stands before its stages there. */
  readonly apiUrl: (apiId: string) => string
  /** An API by its own host name, as AWS spells it. */
  readonly apiEndpoint: (apiId: string) => string
}

export interface OwnPlace {
  readonly baseHost: string
  readonly region: string
  readonly port: number
  readonly httpPort: number
}

export function ownUrls({ baseHost, region, port, httpPort }: OwnPlace): OwnUrls {
  const publicUrl = `https://${baseHost}:${port}`
  const apiUrl = (apiId: string): string => `${publicUrl}/_api/${apiId}`
  return {
    publicUrl,
    httpUrl: `http://${baseHost}:${httpPort}`,
    appOrigin: `https://app.${baseHost}:${port}`,
    consoleUrl: `https://console.${baseHost}:${port}`,
    inboxUrl: `${publicUrl}/_sallyport/inbox`,
    apiUrl,
    stageUrl: (apiId, stage) => withStage(apiUrl(apiId), stage),
    apiEndpoint: (apiId) => `https://${apiId}.execute-api.${region}.${baseHost}:${port}`,
  }
}
