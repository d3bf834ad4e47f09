import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import { openOAuthDomain, type OAuthDomain } from './oauth-domain.ts'
import { callback } from './oauth-records.ts'

// The library that was there before Amplify, unchanged, in the little of a browser that it uses. It always says `https://`,
// which the request below turns into the listener's origin.

interface Session {
  getIdToken(): { decodePayload(): Record<string, unknown> }
  getAccessToken(): { getJwtToken(): string; getUsername(): string }
  getRefreshToken(): { getToken(): string }
}

interface Auth {
  userhandler: { onSuccess(session: Session): void; onFailure(error: unknown): void }
  useCodeGrantFlow(): void
  getSession(): void
  parseCognitoWebResponse(url: string): void
  refreshSession(token: string): void
  signOut(): void
  isUserSignedIn(): boolean
}

/** It has no types. */
const { CognitoAuth } = createRequire(import.meta.url)('amazon-cognito-auth-js') as {
  CognitoAuth: new (options: object) => Auth
}

const bye = 'https://app.example.com/signed-out'
let domain: OAuthDomain
let client: AppClient
let origin: string

class BrowserRequest {
  withCredentials = false
  readyState = 0
  status = 0
  responseText = ''
  onreadystatechange: (() => void) | undefined
  readonly #headers = new Headers()
  #target = ''

  open(_method: string, url: string): void {
    this.#target = url.replace('https://', 'http://')
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers.set(name, value)
  }

  send(body: string): void {
    void this.#send(body)
  }

  async #send(body: string): Promise<void> {
    const response = await fetch(this.#target, { method: 'POST', headers: this.#headers, body })
    this.responseText = await response.text()
    this.status = response.status
    this.readyState = 4
    this.onreadystatechange?.()
  }
}

before(async () => {
  Object.assign(globalThis, { XMLHttpRequest: BrowserRequest })
  domain = await openOAuthDomain()
  origin = await domain.listen()
  client = await domain.addClient({ configuration: { AllowedOAuthFlows: ['code', 'implicit'] } })
})
after(async () => {
  Reflect.deleteProperty(globalThis, 'XMLHttpRequest')
  await domain[Symbol.asyncDispose]()
})

interface Opened {
  readonly auth: Auth
  /** Where the library has sent the browser. */
  readonly launched: string[]
  /** What it tells its application next. */
  outcome(act: () => void): Promise<Session>
}

function open(): Opened {
  const kept = new Map<string, string>()
  const launched: string[] = []
  const auth = new CognitoAuth({
    ClientId: client.id,
    UserPoolId: domain.pool.id,
    AppWebDomain: new URL(origin).host,
    TokenScopesArray: ['openid', 'email'],
    RedirectUriSignIn: callback,
    RedirectUriSignOut: bye,
    Storage: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
      removeItem: (name: string) => kept.delete(name),
      clear: () => kept.clear(),
    },
    LaunchUri: (url: string) => launched.push(url),
  })
  const outcome = (act: () => void) =>
    new Promise<Session>((onSuccess, onFailure) => {
      auth.userhandler = { onSuccess, onFailure: (error: unknown) => onFailure(new Error(String(error))) }
      act()
    })
  return { auth, launched, outcome }
}

async function follow(url: string, cookie: string): Promise<string> {
  const response = await fetch(url.replace('https://', 'http://'), { redirect: 'manual', headers: { cookie } })
  return response.headers.get('location') ?? ''
}

async function signIn({ auth, launched, outcome }: Opened): Promise<Session> {
  const { cookie } = await domain.signIn(client)
  auth.getSession()
  const location = await follow(launched.at(-1) ?? '', cookie)
  return outcome(() => auth.parseCognitoWebResponse(location))
}

describe('amazon-cognito-auth-js, unmodified', () => {
  test('signs in by code, and refreshes', async () => {
    const opened = open()
    opened.auth.useCodeGrantFlow()
    const session = await signIn(opened)
    assert.equal(session.getIdToken().decodePayload()['cognito:username'], 'ada')
    const first = session.getAccessToken().getJwtToken()
    const refreshToken = session.getRefreshToken().getToken()
    const refreshed = await opened.outcome(() => opened.auth.refreshSession(refreshToken))
    assert.notEqual(refreshed.getAccessToken().getJwtToken(), first)
    await assert.rejects(opened.outcome(() => opened.auth.refreshSession('none')))
  })

  test('signs in by the implicit grant, its own way from the start', async () => {
    const session = await signIn(open())
    assert.equal(session.getAccessToken().getUsername(), 'ada')
    assert.equal(session.getRefreshToken().getToken(), '')
  })

  test('signs out', async () => {
    const opened = open()
    opened.auth.useCodeGrantFlow()
    await signIn(opened)
    opened.auth.signOut()
    assert.equal(await follow(opened.launched.at(-1) ?? '', ''), bye)
    assert.equal(opened.auth.isUserSignedIn(), false)
  })
})
