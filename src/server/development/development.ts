import * as v from 'valibot'
import { newUuid } from '../../crypto/identifiers.ts'
import { findHeader } from '../../http/headers.ts'
import type { HttpRequest, HttpResponse } from '../../http/message.ts'
import { parseQuery, splitTarget } from '../../http/query.ts'
import { parseStrictJson } from '../../http/strict-json.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Inbox } from '../../ports/inbox.ts'
import type { Random } from '../../ports/random.ts'
import type { Exchange, Handler } from '../exchange.ts'
import { inboxEntry } from './inbox/inbox-entry.ts'
import { renderInboxPage } from './inbox/page.ts'
import { sesMessages } from './inbox/ses-messages.ts'
import { isFromHere } from './is-from-here.ts'
import { recordHandler } from '../record-handler.ts'
import { contentPolicy } from '../security-headers.ts'

interface PreviewRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query: string
}

export interface DevelopmentOptions {
  readonly inbox: Inbox
  readonly clock: Clock & { advance(seconds: number): void }
  /** Puts the installation back to what it was after its first start. */
  readonly reset: () => Promise<void>
  readonly region: string
  /** What the console's host name ends in. */
  readonly baseHost: string
  readonly random: Random
  /** The sign-in pages in any style, for whoever designs one. */
  readonly preview: (request: PreviewRequest) => Promise<HttpResponse>
}

const advance = v.strictObject({
  // A hundred years: beyond that dates stop being dates.
  advanceSeconds: v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(100 * 365 * 86_400)),
})

/** Inbox, clock and reset (DESIGN section 5): for programs and people on this machine, and for no web page elsewhere. */
export function createDevelopmentHandler(options: DevelopmentOptions): Handler<'development'> {
  const { inbox, clock, reset, region, baseHost, random, preview } = options
  return recordHandler({
    maxBodyBytes: 4096,
    async handle(request, { url }, exchange) {
      if (!isFromHere(request, exchange))
        return json(403, { message: 'Development endpoints answer this machine only.' })
      const { path, query } = splitTarget(url)
      const { method } = request
      const route = `${method} ${path}`
      switch (route) {
        case 'GET /_sallyport/inbox':
          return inboxAnswer(request, exchange, recipient(query))
        case 'DELETE /_sallyport/inbox':
        case 'DELETE /_aws/ses':
          inbox.clear()
          return empty
        case 'GET /_aws/ses':
          return json(200, { messages: sesMessages(inbox.list(), { region, email: parameter(query, 'email') }) })
        case 'GET /_sallyport/clock':
          return json(200, { now: clock.now().toISOString() })
        case 'POST /_sallyport/clock':
          return advanceClock(request.body)
        case 'POST /_sallyport/reset':
          await reset()
          return empty
        case 'GET /inbox':
          return inboxPage(recipient(query))
        default:
          if (method !== 'GET' && method !== 'POST') return notFound
          if (/^\/_sallyport\/preview(?:\/|$)/.test(path)) return preview({ method, path, query })
          return path.startsWith('/inbox/mail/') && method === 'GET' ? mail(path.slice(12)) : notFound
      }
    },
  })

  /** A person who follows the address that programs are given sees the page. */
  function inboxAnswer({ headers }: HttpRequest, { client }: Exchange, to: string | undefined): HttpResponse {
    const vary = { vary: 'Accept' }
    if (!/(?:^|,)\s*text\/html\s*(?:[,;]|$)/i.test(findHeader(headers, 'accept') ?? '')) {
      const answer = json(200, inbox.list(to).map(inboxEntry))
      return { ...answer, headers: { ...answer.headers, ...vary } }
    }
    const port = /:\d+$/.exec(findHeader(headers, 'host') ?? '')?.[0] ?? ''
    const page = new URL(`${client.isSecure ? 'https' : 'http'}://console.${baseHost}${port}/inbox`)
    if (to !== undefined) page.searchParams.set('to', to)
    return { status: 303, headers: { location: page.href, 'cache-control': 'no-store', ...vary }, body: '' }
  }

  function advanceClock(body: Uint8Array): HttpResponse {
    const parsed = parseStrictJson(body)
    const wanted = v.safeParse(advance, parsed.ok ? parsed.value : undefined)
    if (!wanted.success) return json(400, { message: 'Send {"advanceSeconds": <seconds forward>}.' })
    clock.advance(wanted.output.advanceSeconds)
    return json(200, { now: clock.now().toISOString() })
  }

  async function inboxPage(to: string | undefined): Promise<HttpResponse> {
    const nonce = newUuid(random.bytes)
    const policy = contentPolicy({ nonce }).replace("connect-src 'self'", "connect-src 'self'; frame-src 'self'")
    const body = await renderInboxPage({ messages: inbox.list(to), to, nonce })
    return page(body, { 'content-security-policy': policy })
  }

  /** A mail as its sender wrote it may hold anything: its frame runs nothing, loads nothing and belongs to no origin. */
  function mail(id: string): HttpResponse {
    const found = inbox.find(decode(id))?.html
    if (found === undefined) return notFound
    return page(found, {
      'content-security-policy':
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
      'x-frame-options': 'SAMEORIGIN',
    })
  }
}

const empty: HttpResponse = { status: 204, headers: { 'cache-control': 'no-store' }, body: '' }
const notFound = json(404, { message: 'Not found.' })

/** A phone number typed into a URL as it is: its `+` was read as a space. */
function recipient(query: string): string | undefined {
  return parameter(query, 'to')?.replace(/^ (?=\d)/, '+')
}

function parameter(query: string, name: string): string | undefined {
  const parsed = parseQuery(query)
  const value = parsed.ok ? parsed.values.get(name) : undefined
  return value === '' ? undefined : value
}

function decode(component: string): string {
  try {
    return decodeURIComponent(component)
  } catch {
    return ''
  }
}

function json(status: number, value: unknown): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  }
}

function page(body: string, headers: Readonly<Record<string, string>>): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body,
  }
}
