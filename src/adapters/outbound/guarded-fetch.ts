import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import type { Agent, IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { OutboundFault, type OutboundFetch, type OutboundInit } from '../../ports/outbound-fetch.ts'
import { reachableHosts } from './reachable-hosts.ts'

// Not by an import, which would load Node's fetch as well (server/listening/create-http-server.ts).
const { Agent: HttpAgent, request: httpRequest } = process.getBuiltinModule('node:http')

export interface GuardedFetchOptions {
  /** Of the operator's own network: names, `*.` names, addresses and ranges. */
  readonly named: readonly string[]
  /** Whom to trust, in PEM; whom the system trusts unless told otherwise. Asked at the first call. */
  readonly trusted?: () => readonly string[]
  readonly timeoutMilliseconds?: number
  /** All addresses of a name; the system's resolver unless told otherwise. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>
}

const longestBody = 1_048_576
/** Cognito: so many. */
const mostRedirects = 20
const namedOnly = '; only what --inner-hosts names may be asked there'
const loopback = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * HTTP to whatever administrators name (GW-07): HTTPS on its own port, each name resolved once and the connection held
 * to that address, nothing inside the operator's network unless it is named. A redirect is a new request with the same
 * rules; a POST, which may carry a secret, follows none.
 */
export function guardedFetch({
  named,
  trusted,
  timeoutMilliseconds = 5000,
  resolve = (hostname) => lookup(hostname, { all: true }),
}: GuardedFetchOptions): OutboundFetch & Disposable {
  const hosts = reachableHosts(named)
  let agents: { readonly https: HttpsAgent; readonly http: Agent } | undefined
  const openAgents = () =>
    (agents ??= { https: new HttpsAgent(trusted ? { ca: [...trusted()] } : {}), http: new HttpAgent() })

  /** Where a name leads, if all of that may be reached: the connection is made to this very address. */
  async function addressesOf(hostname: string): Promise<readonly LookupAddress[]> {
    // RFC 6761 section 6.3; the resolver of this machine may not know it.
    const found = loopback.test(hostname) ? [{ address: '127.0.0.1', family: 4 }] : await resolve(hostname)
    if (found.length > 0 && found.every(({ address }) => hosts.mayReach(hostname, address))) return found
    throw new OutboundFault('refused', `${hostname} leads to an address out of bounds${namedOnly}`)
  }

  const checkedLookup: LookupFunction = (hostname, { all }, done) => {
    addressesOf(hostname).then(
      (found) => {
        const [first = { address: '', family: 4 }] = found
        return all ? done(null, [...found]) : done(null, first.address, first.family)
      },
      (cause: Error) => done(cause, ''),
    )
  }

  async function once(url: URL, init: OutboundInit, signal: AbortSignal): Promise<IncomingMessage> {
    const { protocol, hostname } = url
    const bare = hostname.replaceAll(/^\[|\]$/g, '')
    if (protocol !== 'https:' && (protocol !== 'http:' || !loopback.test(hostname) || !hosts.isNamed(bare)))
      throw new OutboundFault('refused', `${url.origin} is not HTTPS`)
    if (url.port !== '' && !hosts.isNamed(bare))
      throw new OutboundFault('refused', `${url.origin} has a port of its own${namedOnly}`)
    if (isIP(bare) !== 0 && !hosts.mayReach(bare, bare))
      throw new OutboundFault('refused', `${bare} is out of bounds${namedOnly}`)
    const { method = 'GET', headers = {}, body } = init
    const { https, http } = openAgents()
    const [send, agent] = protocol === 'https:' ? [httpsRequest, https] : [httpRequest, http]
    const all = { 'user-agent': 'Amazon/Cognito', ...headers }
    return new Promise((resolve, reject) => {
      const sent = send(url, { agent, lookup: checkedLookup, method, headers: all, signal }, resolve)
      sent.on('error', reject).end(body)
    })
  }

  const call: OutboundFetch = async (text, init = {}) => {
    const signal = AbortSignal.timeout(timeoutMilliseconds)
    try {
      let url = new URL(text)
      for (let followed = 0; followed <= mostRedirects; followed += 1) {
        const answer = await once(url, init, signal)
        const next = redirectTarget(answer, url)
        if (next === undefined) return await readAnswer(answer)
        answer.destroy()
        if (init.redirect === 'error') throw new OutboundFault('refused', `${text} redirects`)
        if (init.method === 'POST') throw new OutboundFault('refused', `${url.origin} answers a form with a redirect`)
        if (next.origin !== url.origin) init = { ...init, headers: withoutSecrets(init.headers) }
        url = next
      }
      throw new OutboundFault('too-many-redirects', `${text} redirects more than ${mostRedirects} times`)
    } catch (cause) {
      throw asFault(cause, signal)
    }
  }
  return Object.assign(call, {
    [Symbol.dispose]: () => {
      agents?.https.destroy()
      agents?.http.destroy()
    },
  })
}

function redirectTarget({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return undefined
  return new URL(headers.location, from)
}

function withoutSecrets(headers: OutboundInit['headers'] = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'))
}

async function readAnswer(answer: IncomingMessage): Promise<Response> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer) {
    size += chunk.length
    if (size > longestBody) throw new OutboundFault('too-large', 'the answer is too long')
    chunks.push(chunk)
  }
  const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  )
  const body = chunks.length === 0 ? null : Buffer.concat(chunks)
  return new Response(body, { status: answer.statusCode ?? 0, headers })
}

function asFault(cause: unknown, signal: AbortSignal): OutboundFault {
  if (cause instanceof OutboundFault) return cause
  if (signal.aborted) return new OutboundFault('timeout', 'the answer took too long', { cause })
  const said = cause instanceof Error ? `: ${cause.message}` : ''
  return new OutboundFault('connection', `the request failed${said}`, { cause })
}
