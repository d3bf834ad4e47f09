import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { callback } from './app.ts'
import type { PageCall, Reply, Surface } from './surface.ts'

type Fields = Readonly<Record<string, string>>

/** A browser on a pool's pages: it keeps cookies, and sends a form with the token of the page before. */
export interface Browser {
  readonly cookies: Map<string, string>
  /** The authorization request that all pages carry in their query. */
  readonly query: string
  get(path: string, query?: string): Promise<Reply>
  post(path: string, fields: Fields, query?: string): Promise<Reply>
  /** Goes where a reply redirects to, within the domain; gives the reply itself where it does not. */
  follow(reply: Reply): Promise<Reply>
}

export interface BrowserOptions {
  readonly pool: Pick<UserPool, 'id'>
  readonly client: Pick<AppClient, 'id'>
  readonly cookies?: ReadonlyMap<string, string>
  readonly query?: Fields
}

export function openBrowser(on: Surface, options: BrowserOptions): Browser {
  const { pool, client } = options
  const cookies = new Map(options.cookies)
  const query = new URLSearchParams({
    client_id: client.id,
    response_type: 'code',
    redirect_uri: callback,
    state: 'st',
    ...options.query,
  }).toString()

  async function send(call: PageCall): Promise<Reply> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers: Record<string, string> = { ...call.headers }
    if (cookie !== '') headers.cookie = cookie
    if (call.method === 'POST') headers['content-type'] = 'application/x-www-form-urlencoded'
    const reply = await on.visit(pool.id, { ...call, headers })
    for (const line of setCookies(reply)) keep(cookies, line)
    return reply
  }

  return {
    cookies,
    query,
    get: (path, own = query) => send({ method: 'GET', path, query: own }),
    post: (path, fields, own = query) => {
      const form = new URLSearchParams({ ['_csrf']: cookies.get('XSRF-TOKEN') ?? '', ...fields })
      return send({ method: 'POST', path, query: own, body: form.toString() })
    },
    async follow(reply) {
      const { location } = reply.headers
      if (typeof location !== 'string' || location.startsWith(callback)) return reply
      const { pathname, search } = new URL(location)
      return send({ method: 'GET', path: pathname.replace(`/${pool.id}/`, '/'), query: search.slice(1) })
    },
  }
}

/** The `Set-Cookie` lines of a reply. */
export function setCookies({ headers }: Reply): readonly string[] {
  const lines = headers['set-cookie'] ?? []
  return typeof lines === 'string' ? [lines] : lines
}

/** The authorization code that a reply sends the browser off with. */
export function codeIn({ headers }: Reply): string | undefined {
  const { location } = headers
  if (typeof location !== 'string') return undefined
  return new URL(location).searchParams.get('code') ?? undefined
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';', 1)
  const equals = pair.indexOf('=')
  const name = pair.slice(0, equals)
  if (/; Max-Age=0(;|$)/.test(line)) cookies.delete(name)
  else cookies.set(name, pair.slice(equals + 1))
}
