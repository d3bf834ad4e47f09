import { openMemoryStorage } from '../../src/adapters/sqlite/open-memory-storage.ts'
import { systemRandom } from '../../src/adapters/system/random.ts'
import { newDataKey, openSealer } from '../../src/crypto/sealing/seal.ts'
import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import type { User } from '../../src/domain/users/user.ts'
import { answerDomainRequest } from '../../src/flows/user-pools/answer-domain-request.ts'
import type { AuthorizationRequest } from '../../src/flows/authorization/authorization-request.ts'
import { completeAuthorization } from '../../src/flows/authorization/complete-authorization.ts'
import type { DomainRequest, PoolDomain } from '../../src/flows/user-pools/domain-request.ts'
import { newSigningKeys } from '../../src/flows/user-pools/new-signing-keys.ts'
import { headersFromRecord } from '../../src/http/headers.ts'
import type { HttpResponse } from '../../src/http/message.ts'
import { splitTarget } from '../../src/http/query.ts'
import { oauthRoutes } from '../../src/oauth/routes.ts'
import type { Ports } from '../../src/ports/ports.ts'
import type { Write } from '../../src/ports/storage/storage.ts'
import { buildAppClient, type AppClientOverrides } from '../../src/testing/build-app-client.ts'
import { buildUserPool, type UserPoolOverrides } from '../../src/testing/build-user-pool.ts'
import { listenOAuth, type OAuthListener, type Tls } from './oauth-listener.ts'
import { authenticate, facts, formText, newUser, requestOf, start } from './oauth-records.ts'

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
  signIn(client: AppClient, request?: Partial<AuthorizationRequest>, replacedCookie?: string): Promise<SignedIn>
  /** Serves domain, issuer and the operations that need no signature, on a port of this machine. */
  listen(tls?: Tls): Promise<string>
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

/** `beside` opens a second pool in another one's store, to live and end with it. */
export async function openOAuthDomain(overrides: UserPoolOverrides = {}, beside?: OAuthDomain): Promise<OAuthDomain> {
  const pool = buildUserPool(overrides)
  const masterKey = new Uint8Array(32).fill(7)
  const sealing = beside?.ports.sealing ?? openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })
  const storage = beside?.ports.storage ?? (await openMemoryStorage(sealing))
  const logged: object[] = []
  const log = (fields: object) => void logged.push(fields)
  let now = start
  let origin = 'https://notes.example.com'
  const listeners: OAuthListener[] = []
  const endpointsBase: Ports['addresses']['endpointsBase'] = (poolId, shown) =>
    shown === undefined
      ? `${origin}/${poolId}`
      : shown.customDomainConfig === undefined
        ? origin
        : `https://${shown.domain}`
  const ports: Ports = {
    addresses: {
      issuer: (poolId) => `${origin}/${poolId}`,
      importUpload: () => origin,
      domainOrigin: () => origin,
      endpointsBase,
    },
    clock: beside?.ports.clock ?? { now: () => now },
    log: { debug: log, info: log, warn: log, error: log },
    random: systemRandom,
    sealing,
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
        domain: beside === undefined ? 'notes' : 'beside',
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
    async signIn(client, request, replacedCookie) {
      const authenticated = authenticate(ports, { pool, client, user })
      const source = { kind: 'sign-in', authenticated, provider: 'COGNITO', replacedCookie } as const
      const asked = { ...requestOf(client), ...request }
      const completed = await completeAuthorization(ports, {
        domain: domainNow(),
        client,
        request: asked,
        source,
        query: '',
      })
      if (completed.kind === 'refused') throw new Error(`the sign-in was refused: ${completed.reason}`)
      const location = new URL(completed.location)
      const setCookie = completed.cookies[0] ?? ''
      return {
        location,
        setCookie,
        cookie: setCookie.split(';', 1)[0] ?? '',
        code: location.searchParams.get('code') ?? '',
      }
    },
    async listen(tls) {
      const listening = await listenOAuth(ports, pool, { answer, tls })
      listeners.push(listening)
      origin = listening.origin
      now = new Date()
      return origin
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(listeners.map((listening) => listening[Symbol.asyncDispose]()))
      if (beside === undefined) await storage[Symbol.asyncDispose]()
    },
  }
}

function refuseToRun(): never {
  throw new Error('the OAuth endpoints do not need this port')
}

const unused = {
  codes: { newCode: refuseToRun },
  compromisedPasswords: { includes: refuseToRun },
  pageTexts: { list: refuseToRun },
  functions: { invoke: refuseToRun },
  outboundFetch: refuseToRun,
  passwordMeter: { measure: () => Promise.resolve(undefined) },
  passwordWork: { run: refuseToRun },
}
