import type { RemappedHeaders } from '../definition/integration.ts'
import type { HeaderList } from '../../http/header-list.ts'

const DROPPED = new Set([
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
])
const DOCUMENTED = new Set([
  'authorization',
  'connection',
  'content-md5',
  'date',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
])

const REMAPPED = { documented: DOCUMENTED, few: new Set(['connection', 'content-length', 'date', 'server']) }

/** Cognito: a REST API passes these response headers on under `x-amzn-Remapped-…` (developer guide, important notes). */
export function restResponseHeaders(headers: HeaderList, which: RemappedHeaders, passed?: 'via'): HeaderList {
  const remapped = REMAPPED[which]
  return headers.flatMap(([name, value]) => {
    const lower = name.toLowerCase()
    if (lower === passed) return [[name, value] as const]
    if (remapped.has(lower)) return [[`x-amzn-Remapped-${name}`, value] as const]
    return DROPPED.has(lower) ? [] : [[name, value] as const]
  })
}
