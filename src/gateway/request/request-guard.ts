import type { IncomingMessage } from 'node:http'
import { onceForEachName } from '../../http/field-names.ts'
import { parseCanonicalPath, type CanonicalPath } from './canonical-path.ts'
import { isWritableName, isWritableValue, withoutHeaders, type HeaderList } from '../../http/header-list.ts'
import { parseRequestQuery, type RequestQuery } from './request-query.ts'

/** A request that can be understood in one way only. Nothing downstream reads the raw message's head again. */
export interface GuardedRequest {
  readonly method: string
  readonly httpVersion: string
  readonly path: CanonicalPath
  readonly query: RequestQuery
  /** As sent, hop-by-hop fields and what `Connection` nominates removed. */
  readonly headers: HeaderList
  readonly host: string
  readonly hasBody: boolean
  /** Undefined for a chunked body. */
  readonly declaredLength: number | undefined
}

export type GuardVerdict =
  | { readonly kind: 'accepted'; readonly request: GuardedRequest }
  | { readonly kind: 'refused'; readonly status: 400 | 414 | 431; readonly reason: string }

export interface GuardLimits {
  readonly urlBytes: number
  readonly headerBytes: number
  readonly headerFields: number
}

const DEFAULT_LIMITS: GuardLimits = { urlBytes: 8192, headerBytes: 16_384, headerFields: 100 }
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  'expect',
])
const SINGLES = ['authorization', 'content-length', 'host', 'transfer-encoding', 'expect'] as const

/** The fields that there may be once; undefined where there is none. */
type SingleFields = Record<(typeof SINGLES)[number], string | undefined>

const fieldOf = onceForEachName((name) => ({
  name,
  // CGI-style backends fold `_` into `-`: X_User_Id would pass a filter for X-User-Id and arrive as it.
  isAllowed: isWritableName(name) && !name.includes('_'),
  single: SINGLES.find((single) => single === name),
  isHopByHop: HOP_BY_HOP.has(name),
}))

const HOST = /^(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i

/**
 * GW-01, GW-04 and GW-06 for what Node's parser lets through. `path` is the request's target after host routing took
 * its prefix off; the target on the wire is checked too.
 */
export function guardRequest(
  message: Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'rawHeaders'>,
  path: string,
  limits: GuardLimits = DEFAULT_LIMITS,
): GuardVerdict {
  const { method = '', url = '', httpVersion, rawHeaders } = message
  // Absolute form names a host that may differ from Host; authority form and * address no resource of an API.
  if (!url.startsWith('/')) return refused('target is not in origin form')
  if (url.length > limits.urlBytes) return { kind: 'refused', status: 414, reason: 'target too long' }
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return refused('unsupported HTTP version')
  const head = readHead(rawHeaders, limits)
  if ('kind' in head) return head
  const { single, sent } = head
  const problem = framingProblem(single, httpVersion)
  if (problem !== undefined) return refused(problem)
  const mark = path.indexOf('?')
  const canonicalPath = parseCanonicalPath(mark === -1 ? path : path.slice(0, mark))
  if (canonicalPath === undefined) return refused('path with more than one meaning')
  const query = parseRequestQuery(mark === -1 ? '' : path.slice(mark + 1))
  if (query === undefined) return refused('malformed query')
  const nominated = connectionNominations(head.connection)
  if (nominated.some(isProtectedFromNomination)) return refused('Connection nominates an end-to-end header')
  const length = single['content-length']
  const isChunked = single['transfer-encoding'] !== undefined
  return {
    kind: 'accepted',
    request: {
      method,
      httpVersion,
      path: canonicalPath,
      query,
      headers: nominated.length === 0 ? sent : withoutHeaders(sent, (name) => nominated.includes(name)),
      host: single.host ?? '',
      hasBody: isChunked || (length !== undefined && length !== '0'),
      declaredLength: isChunked ? undefined : Number(length ?? 0),
    },
  }
}

/** What decides where a request goes is also what it is told to be for: the host that a trusted proxy names, if one does. */
export function askedOf(verdict: GuardVerdict, forwardedHost: string | undefined): GuardVerdict {
  if (forwardedHost === undefined || verdict.kind === 'refused') return verdict
  if (!HOST.test(forwardedHost)) return refused('malformed forwarded host')
  const { request } = verdict
  const headers = request.headers.map(([name, value]): readonly [string, string] => [
    name,
    fieldOf(name).single === 'host' ? forwardedHost : value,
  ])
  return { ...verdict, request: { ...request, headers, host: forwardedHost } }
}

interface Head {
  /** Without hop-by-hop fields. */
  readonly sent: HeaderList
  readonly single: Readonly<SingleFields>
  readonly connection: readonly string[]
}

function readHead(raw: readonly string[], limits: GuardLimits): Head | GuardVerdict {
  const sent: (readonly [string, string])[] = []
  const single: SingleFields = {
    authorization: undefined,
    'content-length': undefined,
    host: undefined,
    'transfer-encoding': undefined,
    expect: undefined,
  }
  const connection: string[] = []
  let bytes = 0
  let wrong: string | undefined
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? ''
    const value = raw[i + 1] ?? ''
    const field = fieldOf(name)
    bytes += name.length + value.length + 4
    if (!field.isAllowed || !isWritableValue(value)) wrong ??= 'header name or value not allowed'
    if (field.single !== undefined) {
      if (single[field.single] !== undefined) wrong ??= `repeated ${field.single}`
      single[field.single] = value
    }
    if (field.name === 'connection') connection.push(value)
    if (!field.isHopByHop) sent.push([name, value])
  }
  if (raw.length / 2 > limits.headerFields || bytes > limits.headerBytes) {
    return { kind: 'refused', status: 431, reason: 'headers too large' }
  }
  return wrong === undefined ? { sent, single, connection } : refused(wrong)
}

function framingProblem(single: Head['single'], httpVersion: string): string | undefined {
  const { 'content-length': length, expect: expectation, host, 'transfer-encoding': encoding } = single
  if (host === undefined || !HOST.test(host)) return 'missing or malformed host'
  if (encoding !== undefined && length !== undefined) return 'content-length together with transfer-encoding'
  if (encoding !== undefined && (encoding !== 'chunked' || httpVersion === '1.0'))
    return 'unsupported transfer-encoding'
  if (length !== undefined && !/^(?:0|[1-9]\d{0,14})$/.test(length)) return 'malformed content-length'
  if (expectation !== undefined && expectation.toLowerCase() !== '100-continue') return 'unknown expectation'
  return undefined
}

function connectionNominations(connection: readonly string[]): readonly string[] {
  if (connection.length === 0) return connection
  return connection
    .flatMap((value) => value.split(','))
    .map((token) => token.trim().toLowerCase())
    .filter((token) => token !== '' && token !== 'close' && token !== 'keep-alive')
}

/** A client that could have these removed could hide its identity, or the absence of one (CVE-2024-45410). */
function isProtectedFromNomination(name: string): boolean {
  return PROTECTED.has(name) || /^(?:x|sec|access-control|content|cf|true)-/.test(name)
}

const PROTECTED = new Set([
  'accept',
  'authorization',
  'cookie',
  'date',
  'forwarded',
  'host',
  'if-match',
  'if-none-match',
  'origin',
  'range',
  'referer',
  'user-agent',
  'via',
])

function refused(reason: string): GuardVerdict {
  return { kind: 'refused', status: 400, reason }
}
