import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { fetch } from 'undici'
import { newDataKey, openSealer } from '../../src/crypto/sealing/seal.ts'
import { httpApi } from './example-apis.ts'
import type { Fetch } from '../../src/gateway/fetch.ts'
import { accessClaims, ask, clientId, idClaims, issuer, keys, listen, nowSeconds } from './gateway-under-test.ts'
import { startBackend, startGateway, token, type Answer, type AskOptions } from './gateway-under-test.ts'
import { memorySessions, type MemorySessions } from './memory-sessions.ts'
import { cognitoEndpoints, type SessionConfiguration } from '../../src/gateway/session/session-configuration.ts'
import { createSessionIntegration, type SessionIntegration } from '../../src/gateway/session/session-integration.ts'

/** An app's origin with the session integration, an issuer, an API and its backend, all on real ports. */

export const origin = 'https://app.localhost'

export interface Issued {
  readonly parameters: URLSearchParams
  readonly authorization: string | undefined
}

export interface Issuer {
  readonly url: string
  readonly asked: Issued[]
  readonly revoked: string[]
  /** What the next tokens carry besides the usual claims. */
  idOverrides: Record<string, unknown>
  expiresIn: number
  rotates: boolean
  mode: 'working' | 'refusing' | 'failing' | 'misconfigured'
  /** Held back until released. */
  gate: Promise<void> | undefined
}

export interface App extends AsyncDisposable {
  readonly issuer: Issuer
  readonly store: MemorySessions
  readonly time: { seconds: number }
  readonly sessions: SessionIntegration
  readonly backendSaw: { readonly rawHeaders: string[]; readonly url: string; readonly method: string }[]
  readonly logged: object[]
  readonly ask: (method: string, path: string, options?: AskOptions) => Promise<Answer>
  /** A second node over the same store and issuer. */
  readonly askOther: (method: string, path: string, options?: AskOptions) => Promise<Answer>
  readonly signIn: (returnTo?: string) => Promise<SignedIn>
}

export interface SignedIn {
  readonly cookie: string
  readonly csrfToken: string
  readonly answer: Answer
}

export async function startApp(overrides: Partial<SessionConfiguration> = {}): Promise<App> {
  const resources = new AsyncDisposableStack()
  const time = { seconds: nowSeconds }
  const clock = { now: () => new Date(time.seconds * 1000) }
  const { issuer: tokenIssuer, server: issuerServer } = createIssuer(time)
  const issuerUrl = `http://127.0.0.1:${await listen(issuerServer)}`
  const issuerState: Issuer = Object.assign(tokenIssuer, { url: issuerUrl })
  resources.defer(() => {
    issuerServer.closeAllConnections()
    issuerServer.close()
  })
  const backend = resources.use(
    await startBackend((_, response) =>
      response.writeHead(200, { 'set-cookie': '__Host-sallyport-session=planted; Path=/; Secure' }).end('from the API'),
    ),
  )
  const underTest = resources.use(await startGateway({ resources: httpApi(backend.url), options: { clock } }))
  const store = memorySessions()
  const logged: object[] = []
  const masterKey = randomBytes(32)
  const sealing = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })
  const configuration: SessionConfiguration = {
    app: 'notes',
    origin,
    issuer,
    endpoints: cognitoEndpoints(issuerUrl),
    clientId,
    findClientSecret: async () => 's3cret/with+odd',
    scopes: ['openid', 'notes/read'],
    absoluteSeconds: 86_400,
    apis: [
      { prefix: '/api', apiId: 'http', stage: '$default' },
      { prefix: '/api/identity', apiId: 'http', stage: '$default', token: 'id' },
    ],
    ...overrides,
  }
  const node = () =>
    createSessionIntegration({
      configuration,
      gateway: underTest.gateway,
      store,
      sealing,
      keySource: { find: (wanted, kid) => (wanted === issuer && kid === 'key-1' ? keys.publicKey : undefined) },
      fetch: fetch as unknown as Fetch,
      clock,
      random: { bytes: (size) => randomBytes(size) },
      log: { info: (fields) => void logged.push(fields), error: (fields) => void logged.push(fields) },
    })
  const [sessions, other] = [node(), node()]
  const [port, otherPort] = [await serve(sessions, resources), await serve(other, resources)]
  const app: App = {
    issuer: issuerState,
    store,
    time,
    sessions,
    logged,
    backendSaw: backend.seen,
    ask: (method, path, options) => ask(port, { method, path, ...options }),
    askOther: (method, path, options) => ask(otherPort, { method, path, ...options }),
    signIn: (returnTo) => signIn(app, returnTo),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
  return app
}

export function cookiesOf(answer: Answer): string[] {
  return [answer.headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';', 1)[0] ?? '')
}

/** Plays the browser at the issuer: takes the redirect, comes back with a code. */
export async function signIn(app: App, returnTo = '/'): Promise<SignedIn> {
  const begun = await app.ask('GET', `/auth/login?returnTo=${encodeURIComponent(returnTo)}`)
  const answer = await app.ask('GET', callbackPath(begun), { headers: { cookie: cookiesOf(begun).join('; ') } })
  const cookie = cookiesOf(answer).find((pair) => pair.startsWith('__Host-sallyport-session=')) ?? ''
  const status = await app.ask('GET', '/auth/session', { headers: { cookie } })
  return { cookie, csrfToken: status.json?.csrfToken ?? '', answer }
}

/** What the issuer would redirect to after a sign-in; the code carries challenge and nonce to the token endpoint. */
export function callbackPath(begun: Answer): string {
  const url = new URL(String(begun.headers['location']))
  const parameters = url.searchParams
  const code = JSON.stringify({ challenge: parameters.get('code_challenge'), nonce: parameters.get('nonce') })
  return `/auth/callback?code=${encodeURIComponent(code)}&state=${parameters.get('state')}`
}

function createIssuer(time: { readonly seconds: number }) {
  const issuer: Omit<Issuer, 'url'> = {
    asked: [],
    revoked: [],
    idOverrides: {},
    expiresIn: 3600,
    rotates: false,
    mode: 'working',
    gate: undefined,
  }
  const redeemed = new Set<string>()
  let serial = 0

  async function answerToken(parameters: URLSearchParams): Promise<readonly [number, object]> {
    await issuer.gate
    if (issuer.mode === 'failing') return [500, {}]
    if (issuer.mode === 'refusing') return [400, { error: 'invalid_grant' }]
    if (issuer.mode === 'misconfigured') return [400, { error: 'invalid_client' }]
    let nonce: unknown
    if (parameters.get('grant_type') === 'authorization_code') {
      const code = JSON.parse(parameters.get('code') ?? '{}')
      const challenge = createHash('sha256')
        .update(parameters.get('code_verifier') ?? '')
        .digest('base64url')
      if (code.challenge !== challenge) return [400, { error: 'invalid_grant' }]
      nonce = code.nonce
    } else {
      const presented = parameters.get('refresh_token') ?? ''
      if (issuer.rotates && redeemed.has(presented)) return [400, { error: 'invalid_grant' }]
      redeemed.add(presented)
    }
    serial += 1
    const times = { iat: time.seconds, auth_time: time.seconds, exp: time.seconds + issuer.expiresIn }
    const access = await token(accessClaims({ ...times, jti: `access-${serial}` }))
    const id = await token(idClaims({ ...times, nonce, ...issuer.idOverrides }))
    const isFirst = parameters.get('grant_type') === 'authorization_code'
    return [
      200,
      {
        access_token: access,
        id_token: id,
        expires_in: issuer.expiresIn,
        token_type: 'Bearer',
        ...(isFirst || issuer.rotates ? { refresh_token: `refresh-${serial}` } : {}),
      },
    ]
  }

  const server = createServer((message, response) => {
    const chunks: Buffer[] = []
    message.on('data', (chunk: Buffer) => chunks.push(chunk))
    message.on('end', () => {
      const parameters = new URLSearchParams(Buffer.concat(chunks).toString())
      if (message.url === '/oauth2/revoke') {
        issuer.revoked.push(parameters.get('token') ?? '')
        response.end()
        return
      }
      issuer.asked.push({ parameters, authorization: message.headers.authorization })
      void answerToken(parameters).then(([status, body]) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      )
    })
  })
  return { issuer, server }
}

async function serve(sessions: SessionIntegration, resources: AsyncDisposableStack): Promise<number> {
  const server = createServer((message, response) => void answer(message, response))
  async function answer(message: IncomingMessage, response: ServerResponse) {
    const isMine = await sessions.handle(message, response, { path: message.url ?? '/' })
    if (!isMine) response.writeHead(200).end('the app’s own file')
  }
  resources.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  return listen(server)
}

/** What a browser says of a request that a page of the app makes. */
export const fromPage = { origin, 'sec-fetch-site': 'same-origin' }

/** The request of a page that is signed in. */
export function headersOf({ cookie, csrfToken }: SignedIn, extra: Record<string, string> = {}) {
  return { headers: { ...fromPage, cookie, 'x-csrf-token': csrfToken, ...extra } }
}

/** The values of a header that the backend saw. */
export function sentHeader(app: App, name: string, index = -1): string[] {
  const raw = app.backendSaw.at(index)?.rawHeaders ?? []
  return raw.filter((_, i) => i % 2 === 1 && raw[i - 1]?.toLowerCase() === name)
}
