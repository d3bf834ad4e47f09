/** One app whose pages the session integration signs in. */
export interface SessionConfiguration {
  /** Names the app in the store; sessions of one name open under no other. */
  readonly app: string
  /** Where the app is served: scheme, host and port. */
  readonly origin: string
  readonly issuer: string
  readonly endpoints: SessionEndpoints
  readonly clientId: string
  /** Asked for at each use: secrets are rotated. */
  readonly findClientSecret: () => Promise<string | undefined>
  readonly scopes: readonly string[]
  /** The refresh token's validity in the pool's app client: no session outlives it. */
  readonly absoluteSeconds: number
  /** An hour unless given. */
  readonly idleSeconds?: number
  /** The longest prefix that fits decides. */
  readonly apis: readonly SessionApi[]
}

export interface SessionEndpoints {
  readonly authorization: string
  /** Where the same parameters begin a sign-up, if the issuer has such a page. */
  readonly signUp: string | undefined
  readonly token: string
  readonly revocation: string | undefined
  readonly logout: string | undefined
}

export interface SessionApi {
  /** `/api` or deeper, without a slash at the end; it is taken off before the request goes on. */
  readonly prefix: string
  readonly apiId: string
  readonly stage: string
  /** An authorizer in ID-token mode wants the other token; the access token unless given. */
  readonly token?: 'access' | 'id'
}

/** The endpoints of a user pool's domain. */
export function cognitoEndpoints(domainOrigin: string): SessionEndpoints {
  return {
    authorization: `${domainOrigin}/oauth2/authorize`,
    signUp: `${domainOrigin}/signup`,
    token: `${domainOrigin}/oauth2/token`,
    revocation: `${domainOrigin}/oauth2/revoke`,
    logout: `${domainOrigin}/logout`,
  }
}

/** Refuses what could not be kept safe. Throws at start, never at a request. */
export function checkSessionConfiguration({ absoluteSeconds, apis, idleSeconds = 1, origin }: SessionConfiguration) {
  const isOrigin = URL.canParse(origin) && new URL(origin).origin === origin && origin.startsWith('https://')
  // `__Host-` cookies exist on https only.
  if (!isOrigin) throw new TypeError(`the app's origin must be https://host[:port]: ${origin}`)
  const wrong = apis.find(({ prefix }) => !/^\/api(?:\/[\w.~-]+)*$/.test(prefix))
  if (wrong !== undefined) throw new TypeError(`an API of a session lies below /api: ${wrong.prefix}`)
  if (!(absoluteSeconds > 0) || !(idleSeconds > 0)) throw new TypeError('the time-outs of a session must be above 0')
}
