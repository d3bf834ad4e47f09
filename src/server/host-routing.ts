/** What a host name and a path lead to. `url` is what is left of the request target, as it was received. */
export type Destination =
  /** The AWS wire API: `POST /` with `X-Amz-Target`. */
  | { readonly kind: 'identity'; readonly url: string }
  /** `/.well-known/*` of one pool. */
  | { readonly kind: 'issuer'; readonly poolId: string; readonly url: string }
  /** OAuth endpoints and pages of one pool. */
  | { readonly kind: 'poolDomain'; readonly pool: PoolAddress; readonly url: string }
  | { readonly kind: 'executeApi'; readonly api: ApiAddress; readonly url: string }
  /** The file of an import job. */
  | { readonly kind: 'importUpload'; readonly poolId: string; readonly jobId: string; readonly url: string }
  | { readonly kind: 'app'; readonly url: string }
  | { readonly kind: 'console'; readonly url: string }
  | { readonly kind: 'development'; readonly url: string }
  | { readonly kind: 'health'; readonly url: string }
  /** What ended before its tokens did, for gateways elsewhere. */
  | { readonly kind: 'revocations'; readonly url: string }
  /** Whom to tell of a weakness. */
  | { readonly kind: 'securityText'; readonly url: string }
  /** Not one of our own names: a custom domain of a pool or an API, or nobody. */
  | { readonly kind: 'foreign'; readonly host: string; readonly url: string }

export type PoolAddress =
  | { readonly by: 'prefix'; readonly prefix: string; readonly region: string }
  | { readonly by: 'poolId'; readonly poolId: string }
  | { readonly by: 'customDomain'; readonly host: string }

export type ApiAddress =
  | {
      readonly by: 'apiId'
      readonly apiId: string
      /** Undefined where not the host names the API, but the path: `/_api/{apiId}/…`. */
      readonly region: string | undefined
      /** Named outside of `url`, as `$default` can be; else a stage leads `url`. */
      readonly stage: '$default' | undefined
    }
  | { readonly by: 'customDomain'; readonly host: string }

export interface HostNames {
  /** `localhost` in development, the installation's own name in production. */
  readonly baseHost: string
  /** In development the base host is also reached as 127.0.0.1 and [::1]. */
  readonly development: boolean
}

const prefixLabel = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const regionLabel = '[a-z]{2}(?:-[a-z]+)+-\\d{1,2}'
/** KMS is told apart by X-Amz-Target, under every name of these. */
const identityLabel = new RegExp(`^(?:(?:issuer-)?cognito-idp|kms)\\.${regionLabel}$`)
const domainLabel = new RegExp(`^(${prefixLabel})\\.auth\\.(${regionLabel})$`)
const apiLabel = new RegExp(`^([a-z0-9]+)\\.execute-api\\.(${regionLabel})$`)
const loopbackNames = new Set(['127.0.0.1', '[::1]', 'localhost'])
const developmentPath = /^\/(?:_sallyport\/|_aws\/)/
const healthPath = /^\/_sallyport\/health\//
const revocationsPath = /^\/_sallyport\/revocations(?:\?|$)/

/** Decides by host, as AWS does (DESIGN section 5). `host` is in lower case, without a port. */
export function routeByHost(names: HostNames, host: string, url: string): Destination {
  const isBase = host === names.baseHost || (names.development && loopbackNames.has(host))
  if (isBase) return routeOnBaseHost(url)
  const label = host.endsWith(`.${names.baseHost}`) ? host.slice(0, -names.baseHost.length - 1) : undefined
  if (label === undefined) return healthPath.test(url) ? { kind: 'health', url } : { kind: 'foreign', host, url }
  // Cognito: pools of issuer type UPDATED have `issuer-cognito-idp.<region>` as their issuer host.
  if (identityLabel.test(label)) return routeOnBaseHost(url)
  if (label === 'app') return { kind: 'app', url }
  if (label === 'console') return routeOnConsoleHost(url)
  const domain = domainLabel.exec(label)
  if (domain)
    return { kind: 'poolDomain', pool: { by: 'prefix', prefix: domain[1] ?? '', region: domain[2] ?? '' }, url }
  const api = apiLabel.exec(label)
  if (api)
    return { kind: 'executeApi', api: { by: 'apiId', apiId: api[1] ?? '', region: api[2], stage: undefined }, url }
  return { kind: 'foreign', host, url }
}

/** RFC 8414 section 3.1: the path of the issuer comes behind the name of the document, not before it. */
const insertedPath = /^(\/\.well-known\/(?:oauth-authorization-server|openid-configuration))\/([\w-]+_[0-9A-Za-z]+)$/

function routeOnBaseHost(url: string): Destination {
  if (healthPath.test(url)) return { kind: 'health', url }
  if (revocationsPath.test(url)) return { kind: 'revocations', url }
  if (developmentPath.test(url)) return { kind: 'development', url }
  if (/^\/\.well-known\/security\.txt(?:\?|$)/.test(url)) return { kind: 'securityText', url }
  const api = /^\/_api\/([a-z0-9]+)(\/(?:\$|%24)default(?![^/?]))?([/?].*)?$/s.exec(url)
  if (api) return routeToApi(api)
  const upload = /^\/_imports\/([\w-]+_[0-9A-Za-z]+)\/(import-[0-9A-Za-z-]+)(\?.*)?$/s.exec(url)
  if (upload) return { kind: 'importUpload', poolId: upload[1] ?? '', jobId: upload[2] ?? '', url }
  const inserted = insertedPath.exec(url)
  if (inserted) return { kind: 'issuer', poolId: inserted[2] ?? '', url: inserted[1] ?? '' }
  const pool = /^\/([\w-]+_[0-9A-Za-z]+)(\/.*)$/s.exec(url)
  if (!pool) return { kind: 'identity', url }
  const [, poolId = '', rest = ''] = pool
  if (rest.startsWith('/.well-known/')) return { kind: 'issuer', poolId, url: rest }
  return { kind: 'poolDomain', pool: { by: 'poolId', poolId }, url: rest }
}

function routeOnConsoleHost(url: string): Destination {
  if (healthPath.test(url)) return { kind: 'health', url }
  if (developmentPath.test(url) || /^\/inbox(?:[/?]|$)/.test(url)) return { kind: 'development', url }
  return { kind: 'console', url }
}

function routeToApi([, apiId = '', defaultStage, rest = '']: RegExpExecArray): Destination {
  const url = rest.startsWith('/') ? rest : `/${rest}`
  const stage = defaultStage === undefined ? undefined : '$default'
  return { kind: 'executeApi', api: { by: 'apiId', apiId, region: undefined, stage }, url }
}
