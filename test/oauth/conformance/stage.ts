import type { AppClient } from '../../../src/domain/app-clients/app-client.ts'
import type { UserPool } from '../../../src/domain/user-pools/user-pool.ts'
import { answerDomainRequest } from '../../../src/flows/user-pools/answer-domain-request.ts'
import { headersFromRecord } from '../../../src/http/headers.ts'
import type { HttpResponse } from '../../../src/http/message.ts'
import { splitTarget } from '../../../src/http/query.ts'
import { loginRoutes } from '../../../src/login/routes.ts'
import { answerIssuerDocument } from '../../../src/oauth/issuer-documents.ts'
import { oauthRoutes } from '../../../src/oauth/routes.ts'
import { givenClient, givenPool, givenUser } from '../../../src/testing/given.ts'
import { testPorts, type TestPorts } from '../../../src/testing/test-ports.ts'

export const origin = 'https://test.auth.us-east-1.localhost'
export const callback = 'https://suite.example.com/callback'
export const loggedOut = 'https://suite.example.com/post_logout'
const password = 'Correct-h0rse-battery'

/** A pool with every standard on, and the suite's client and person. */
export interface Suite extends AsyncDisposable {
  readonly ports: TestPorts
  readonly pool: UserPool
  readonly client: AppClient
  readonly secret: string
  discover(): Promise<Record<string, unknown>>
  /** Without a browser: what the client itself asks. */
  call(method: string, target: string, call?: Call): Promise<HttpResponse>
  openBrowser(): Browser
}

interface Call {
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** Goes where it is sent, keeps cookies, and signs in where it is asked to. */
export interface Browser {
  /** Where it ends: at the client, or on a page of the provider that asks for nothing. */
  visit(target: string, form?: Readonly<Record<string, string>>): Promise<Visit>
}

export interface Visit {
  readonly url: URL
  readonly html: string
  /** How often a password was asked for on the way. */
  readonly signIns: number
  /** What stood in the form already. */
  readonly prefilled: string | undefined
}

export async function openSuite(): Promise<Suite> {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration: { UserPoolTags: { 'sallyport:standards': 'on' } } })
  const secret = 'suite-secret'
  const client = await givenClient(ports, pool, {
    secrets: [{ id: '1', value: secret, createdAt: new Date(0) }],
    configuration: { CallbackURLs: [callback], LogoutURLs: [loggedOut] },
  })
  const attributes = {
    email: 'ada@example.com',
    email_verified: 'true',
    phone_number: '+15550100',
    phone_number_verified: 'false',
    name: 'Ada Lovelace',
    given_name: 'Ada',
    updated_at: '1700000000',
  }
  await givenUser(ports, pool, { username: 'ada', password, attributes })

  async function send(method: string, target: string, { form, headers = {} }: Call): Promise<HttpResponse> {
    const type: Record<string, string> = form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
    const request = {
      domain: { pool, baseUrl: origin, managedLoginVersion: 2 } as const,
      method,
      ...splitTarget(target),
      headers: headersFromRecord({ ...type, ...headers }),
      body: Buffer.from(form ? new URLSearchParams(form).toString() : ''),
      facts: {
        requestId: 'r',
        region: pool.region,
        accountId: pool.accountId,
        sourceIp: '192.0.2.1',
        userAgent: 'the suite',
      },
    }
    return answerDomainRequest([...oauthRoutes, ...loginRoutes], request, ports)
  }

  function openBrowser(): Browser {
    const cookies = new Map<string, string>()
    async function load(method: string, target: string, form?: Call['form']): Promise<HttpResponse> {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await send(method, target, { ...(form && { form }), headers: { cookie, origin } })
      for (const line of [response.headers['set-cookie'] ?? []].flat()) {
        const [pair = ''] = line.split(';', 1)
        const name = pair.slice(0, pair.indexOf('='))
        if (line.includes('; Max-Age=0')) cookies.delete(name)
        else cookies.set(name, pair.slice(name.length + 1))
      }
      return response
    }
    return {
      async visit(target, form) {
        let url = new URL(target, origin)
        let response = await load(form ? 'POST' : 'GET', `${url.pathname}${url.search}`, form)
        let signIns = 0
        let prefilled: string | undefined
        for (let steps = 0; steps < 10; steps += 1) {
          const location = response.headers.location
          if (location !== undefined) {
            url = new URL(String(location), url)
            if (url.origin !== origin) return { url, html: '', signIns, prefilled }
            response = await load('GET', `${url.pathname}${url.search}`)
            continue
          }
          const html = String(response.body)
          if (url.pathname !== '/login' || signIns > 0) return { url, html, signIns, prefilled }
          signIns += 1
          prefilled = /name="username"[^>]* value="([^"]*)"/.exec(html)?.[1]
          const csrf = /name="_csrf" value="([^"]*)"/.exec(html)?.[1] ?? ''
          response = await load('POST', `${url.pathname}${url.search}`, { _csrf: csrf, username: 'ada', password })
        }
        throw new Error(`the browser goes round in circles at ${url.pathname}`)
      },
    }
  }

  return {
    ports,
    pool,
    client,
    secret,
    call: (method, target, call = {}) => send(method, target, call),
    openBrowser,
    async discover() {
      const request = { method: 'GET', path: '/.well-known/openid-configuration', requestId: 'r' }
      const answer = await answerIssuerDocument(ports, pool, request)
      return JSON.parse(String(answer?.body))
    },
    [Symbol.asyncDispose]: () => ports[Symbol.asyncDispose](),
  }
}
