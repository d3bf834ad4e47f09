import type { HeaderList } from '../request/header-list.ts'

const DROPPED = new Set([
  'connection',
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
const REMAPPED = new Set([
  'authorization',
  'content-md5',
  'date',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
])

/** Cognito: a REST API passes these response headers on under `x-amzn-Remapped-…` (developer guide, important notes). */
export function restResponseHeaders(headers: HeaderList, passed?: 'via'): HeaderList {
  return headers.flatMap(([name, value]) => {
    const lower = name.toLowerCase()
    if (lower === passed) return [[name, value] as const]
    if (DROPPED.has(lower)) return []
    return [[REMAPPED.has(lower) ? `x-amzn-Remapped-${name}` : name, value] as const]
  })
}
