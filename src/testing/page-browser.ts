import type { AppClient } from '../domain/app-clients/app-client.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import { answerDomainRequest } from '../flows/user-pools/answer-domain-request.ts'
import type { DomainRoute } from '../flows/user-pools/domain-request.ts'
import { headersFromRecord } from '../http/headers.ts'
import type { HttpResponse } from '../http/message.ts'
import { splitTarget } from '../http/query.ts'
import { loginRoutes } from '../login/routes.ts'
import type { TestPorts } from './test-ports.ts'

export interface PageRequestOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** In place of the token that the browser's own cookie holds; undefined leaves it out. */
  readonly csrfToken?: string | undefined
}

/** What a browser does at the sign-in pages, without a network: it keeps cookies and sends forms. */
export interface PageBrowser {
  readonly origin: string
  readonly cookies: Map<string, string>
  /** The query of an authorization request by the client. */
  readonly query: string
  readonly get: (target: string, options?: PageRequestOptions) => Promise<HttpResponse>
  readonly post: (
    target: string,
    form: Readonly<Record<string, string>>,
    options?: PageRequestOptions,
  ) => Promise<HttpResponse>
}

export interface PageBrowserOptions {
  /** 1 for the classic pages. */
  readonly managedLoginVersion?: 1 | 2
  /** Whether pages tell developers more. */
  readonly isDevelopment?: boolean
  /** Of the domain; the pages alone unless given. */
  readonly routes?: readonly DomainRoute[]
  /** Of the authorization request, besides what it must have. */
  readonly asked?: Readonly<Record<string, string>>
}

export function pageBrowser(
  ports: TestPorts,
  pool: UserPool,
  client: AppClient,
  { managedLoginVersion = 2, routes = loginRoutes, asked = {}, isDevelopment = false }: PageBrowserOptions = {},
): PageBrowser {
  const origin = 'https://test.auth.us-east-1.localhost'
  const cookies = new Map<string, string>()
  const [callback = ''] = client.configuration.CallbackURLs ?? []
  const required = { client_id: client.id, response_type: 'code', redirect_uri: callback }
  const query = new URLSearchParams({ ...required, ...asked }).toString()

  async function send(
    method: string,
    target: string,
    sent: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  ): Promise<HttpResponse> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await answerDomainRequest(
      routes,
      {
        domain: { pool, baseUrl: origin, managedLoginVersion },
        method,
        ...splitTarget(target),
        headers: headersFromRecord({ ...sent.headers, ...(cookie === '' ? {} : { cookie }) }),
        body: Buffer.from(sent.body),
        isDevelopment,
        facts: {
          requestId: 'request-1',
          region: pool.region,
          accountId: pool.accountId,
          sourceIp: '127.0.0.1',
          userAgent: 'a test',
        },
      },
      ports,
    )
    for (const line of [response.headers['set-cookie'] ?? []].flat()) keep(cookies, line)
    return response
  }

  return {
    origin,
    cookies,
    query,
    get: (target, { headers = {} } = {}) => send('GET', target, { headers, body: '' }),
    post: (target, form, options = {}) => {
      const token = 'csrfToken' in options ? options.csrfToken : cookies.get('XSRF-TOKEN')
      const body = new URLSearchParams({ ...form, ...(token === undefined ? {} : { _csrf: token }) }).toString()
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin, ...options.headers }
      return send('POST', target, { headers, body })
    },
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';', 1)
  const name = pair.slice(0, pair.indexOf('='))
  if (line.includes('; Max-Age=0')) cookies.delete(name)
  else cookies.set(name, pair.slice(name.length + 1))
}
