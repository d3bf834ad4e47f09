import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { buffer } from 'node:stream/consumers'
import { openMemoryStorage } from '../../src/adapters/sqlite/open-memory-storage.ts'
import { systemRandom } from '../../src/adapters/system/random.ts'
import { newDataKey, openSealer } from '../../src/crypto/seal.ts'
import { newUuid } from '../../src/crypto/identifiers.ts'
import type { AppClient } from '../../src/domain/app-client.ts'
import type { UserPool } from '../../src/domain/user-pool.ts'
import type { User } from '../../src/domain/user.ts'
import { answerDomainRequest } from '../../src/flows/answer-domain-request.ts'
import { proveSignIn, type Authenticated } from '../../src/flows/authenticated.ts'
import type { AuthorizationRequest } from '../../src/flows/authorization/authorization-request.ts'
import { completeAuthorization } from '../../src/flows/authorization/complete-authorization.ts'
import type { DomainRequest, PoolDomain } from '../../src/flows/domain-request.ts'
import { newSigningKeys } from '../../src/flows/new-signing-keys.ts'
import { headersFromRaw, headersFromRecord } from '../../src/http/headers.ts'
import type { HttpResponse } from '../../src/http/message.ts'
import { splitTarget } from '../../src/http/query.ts'
import { answerIssuerDocument } from '../../src/oauth/issuer-documents.ts'
import { oauthRoutes } from '../../src/oauth/routes.ts'
import { RevokeToken } from '../../src/operations/auth/RevokeToken.ts'
import { GetTokensFromRefreshToken } from '../../src/operations/auth/GetTokensFromRefreshToken.ts'
import type { Ports } from '../../src/ports/ports.ts'
import { handleAwsJson } from '../../src/server/aws-json.ts'
import type { Write } from '../../src/ports/storage/storage.ts'
import { buildAppClient, type AppClientOverrides } from '../../src/testing/build-app-client.ts'
import { buildUserPool, type UserPoolOverrides } from '../../src/testing/build-user-pool.ts'

export const callback = 'https://app.example.com/callback'
export const start = new Date('2026-03-01T12:00:00Z')

/** A pool with a domain, over a real store in memory, whose clock stands still until it is told to go on. */
export interface OAuthDomain extends AsyncDisposable {
  readonly ports: Ports
  readonly pool: UserPool
  readonly domain: PoolDomain
  readonly user: User
  readonly logged: readonly object[]
  advance(seconds: number): void
  addClient(overrides?: AppClientOverrides): Promise<AppClient>
  commit(...writes: readonly Write[]): Promise<void>
  /** Sends a request to the pool's domain without a network. */
  send(method: string, target: string, sent?: Sent): Promise<HttpResponse>
  /** Signs the user in by password, as the sign-in page does at its end. */
  signIn(client: AppClient, request?: Partial<AuthorizationRequest>): Promise<SignedIn>
  /** Serves domain, issuer and the operations that need no signature, on a port of this machine. */
  listen(tls?: { readonly key: string; readonly cert: string }): Promise<string>
}

export interface Sent {
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly form?: Readonly<Record<string, string | undefined>>
  /** As it is, in place of a form. */
  readonly body?: string
}

export interface SignedIn {
  readonly location: URL
  readonly code: string
  /** For a `cookie` field. */
  readonly cookie: string
  readonly setCookie: string
}

export async function openOAuthDomain(overrides: UserPoolOverrides = {}): Promise<OAuthDomain> {
  const pool = buildUserPool(overrides)
  const sealer = openSealer({
    masterKey: new Uint8Array(32).fill(7),
    wrappedDataKey: newDataKey(new Uint8Array(32).fill(7)),
  })
  const storage = await openMemoryStorage(sealer)
  const logged: object[] = []
  const log = (fields: object) => void logged.push(fields)
  let now = start
  let origin = 'https://notes.example.com'
  const servers: Server[] = []
  const endpointsBase: Ports['addresses']['endpointsBase'] = (poolId, shown) =>
    shown === undefined
      ? `${origin}/${poolId}`
      : shown.customDomainConfig === undefined
        ? origin
        : `https://${shown.domain}`
  const ports: Ports = {
    addresses: { issuer: (poolId) => `${origin}/${poolId}`, domainOrigin: () => origin, endpointsBase },
    clock: { now: () => now },
    log: { debug: log, info: log, warn: log, error: log },
    random: systemRandom,
    sealing: sealer,
    storage,
    ...unused,
  }
  const user = newUser(pool)
  const keys = await newSigningKeys(pool.id, new Date(0))
  const commit = async (...writes: readonly Write[]): Promise<void> => {
    const result = await storage.commit(writes)
    if (!result.committed) throw new Error(`the guard ${result.guard} failed`)
  }
  await commit(
    { write: 'createUserPool', pool },
    ...keys.map((key) => ({ write: 'createSigningKey', key }) as const),
    {
      write: 'createDomain',
      domain: {
        domain: 'notes',
        poolId: pool.id,
        customDomainConfig: undefined,
        managedLoginVersion: 2,
        createdAt: start,
      },
    },
    { write: 'createUser', user, aliases: [{ namespace: 'username', key: user.username }] },
  )
  const domainNow = (): PoolDomain => ({ pool, baseUrl: origin, managedLoginVersion: 2 })

  const answer = (request: Pick<DomainRequest, 'method' | 'path' | 'query' | 'headers' | 'body'>) =>
    answerDomainRequest(oauthRoutes, { ...request, domain: domainNow(), facts }, ports)

  const operate = handleAwsJson({
    operations,
    ports,
    authenticate: async () => ({ ok: false, exception: 'AccessDeniedException', message: 'No operator here.' }),
    region: facts.region,
    accountId: facts.accountId,
  })

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path, query } = splitTarget(request.url ?? '')
    const method = request.method ?? ''
    const issued = path.startsWith(`/${pool.id}/`)
      ? await answerIssuerDocument(ports, pool, { method, path: path.slice(pool.id.length + 1), requestId: 'r' })
      : undefined
    const headers = headersFromRaw(request.rawHeaders)
    const body = await buffer(request)
    const record = { method, url: path, headers, body, sourceIp: facts.sourceIp }
    const reply =
      issued ?? (path === '/' ? await operate(record, 'r') : await answer({ method, path, query, headers, body }))
    for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value)
    response.writeHead(reply.status).end(reply.body)
  }

  return {
    ports,
    pool,
    get domain() {
      return domainNow()
    },
    user,
    logged,
    commit,
    advance(seconds) {
      now = new Date(now.getTime() + seconds * 1000)
    },
    async addClient(client) {
      const added = buildAppClient({ poolId: pool.id, ...client })
      await commit({ write: 'createAppClient', client: added })
      return added
    },
    send(method, target, { headers = {}, form, body: text } = {}) {
      const { path, query } = splitTarget(target)
      const body = Buffer.from(text ?? formText(form ?? {}))
      const type: Sent['headers'] = form && { 'content-type': 'application/x-www-form-urlencoded' }
      return answer({ method, path, query, headers: headersFromRecord({ ...type, ...headers }), body })
    },
    async signIn(client, request) {
      const authenticated = authenticate(ports, { pool, client, user })
      const source = { kind: 'sign-in', authenticated, provider: 'COGNITO', replacedCookie: undefined } as const
      const asked = { ...requestOf(client), ...request }
      const completed = await completeAuthorization(ports, { domain: domainNow(), client, request: asked, source })
      if (completed.kind === 'refused') throw new Error(`the sign-in was refused: ${completed.reason}`)
      const location = new URL(completed.location)
      const setCookie = completed.loginCookie ?? ''
      return {
        location,
        setCookie,
        cookie: setCookie.split(';', 1)[0] ?? '',
        code: location.searchParams.get('code') ?? '',
      }
    },
    async listen(tls) {
      const listener = (request: IncomingMessage, response: ServerResponse) => void serve(request, response)
      const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener)
      servers.push(server)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('the server has no port')
      origin = tls === undefined ? `http://127.0.0.1:${address.port}` : `https://localhost:${address.port}`
      now = new Date()
      return origin
    },
    async [Symbol.asyncDispose]() {
      for (const server of servers) {
        server.closeAllConnections()
        server.close()
      }
      await storage[Symbol.asyncDispose]()
    },
  }
}

/** A form's text: members that are undefined stay out of it. */
export function formText(form: Readonly<Record<string, string | undefined>>): string {
  const entries = Object.entries(form).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return new URLSearchParams(entries as [string, string][]).toString()
}

/** The JSON of an answer. */
export function bodyOf({ body }: HttpResponse): Record<string, unknown> {
  return JSON.parse(Buffer.from(body).toString()) as Record<string, unknown>
}

/** A proven sign-in by password. */
export function authenticate(
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
  { pool, client, user }: { readonly pool: UserPool; readonly client: AppClient; readonly user: User },
): Authenticated {
  const newId = () => newUuid((size) => random.bytes(size))
  return proveSignIn({
    pool,
    client,
    user,
    eventId: newId(),
    amr: ['pwd'],
    authenticatedAt: clock.now(),
    familyId: newId(),
    deviceKey: undefined,
    newDevice: undefined,
    writes: [],
  })
}

export function requestOf(client: AppClient): AuthorizationRequest {
  return {
    responseType: 'code',
    clientId: client.id,
    redirectUri: callback,
    scopes: ['openid', 'email', 'profile'],
    state: 'xyz',
    codeChallenge: undefined,
    nonce: undefined,
    resource: undefined,
    identityProvider: undefined,
    prompts: [],
    lang: undefined,
    loginHint: undefined,
  }
}

export function newUser(pool: UserPool, changes: Partial<User> = {}): User {
  return {
    poolId: pool.id,
    sub: '64684428-c021-7049-51b0-0123456789ab',
    username: 'ada',
    status: 'CONFIRMED',
    enabled: true,
    attributes: {
      email: 'ada@example.com',
      email_verified: 'true',
      name: 'Ada',
      phone_number: '+4412345',
      'custom:tier': '7',
    },
    pendingAttributes: {},
    password: undefined,
    passwordSetAt: undefined,
    passwordHistory: [],
    mfaFactors: [],
    preferredMfaFactor: undefined,
    createdAt: start,
    updatedAt: start,
    version: 1,
    ...changes,
  }
}

const facts = {
  requestId: 'r',
  region: 'us-east-1',
  accountId: '123456789012',
  sourceIp: '127.0.0.1',
  userAgent: undefined,
}

/** Those that Amplify calls beside the OAuth endpoints. */
const operations = { GetTokensFromRefreshToken, RevokeToken }

function refuseToRun(): never {
  throw new Error('the OAuth endpoints do not need this port')
}

const unused = {
  codes: { newCode: refuseToRun },
  functions: { invoke: refuseToRun },
  passwordWork: { run: refuseToRun },
}
