import type { RemappedHeaders } from '../definition/integration.ts'
import { onceForEachName } from '../../http/field-names.ts'
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
const fatesOf = {
  documented: fates('documented'),
  few: fates('few'),
}

function fates(which: RemappedHeaders) {
  return onceForEachName((name) => {
    if (REMAPPED[which].has(name)) return 'remapped'
    return DROPPED.has(name) ? 'dropped' : 'passed'
  })
}

/** Cognito: a REST API passes these response headers on under `x-amzn-Remapped-…` (developer guide, important notes). */
export function restResponseHeaders(headers: HeaderList, which: RemappedHeaders, passed?: 'via'): HeaderList {
  const fateOf = fatesOf[which]
  const kept: (readonly [string, string])[] = []
  for (const header of headers) {
    const [name, value] = header
    const fate = fateOf(name)
    if (fate === 'passed' || (passed !== undefined && name.toLowerCase() === passed)) kept.push(header)
    else if (fate === 'remapped') kept.push([`x-amzn-Remapped-${name}`, value])
  }
  return kept
}
