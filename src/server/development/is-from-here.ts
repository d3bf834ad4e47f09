import { findHeader } from '../../http/headers.ts'
import type { HttpRequest } from '../../http/message.ts'
import type { Exchange } from '../exchange.ts'

/**
 * Only from this machine, and not at the wish of a web page of another origin: browsers name the origin of whatever
 * changes state.
 */
export function isFromHere({ headers, method }: HttpRequest, { client, host }: Exchange): boolean {
  if (!client.isLoopback) return false
  if (method === 'GET' || method === 'HEAD') return true
  const origin = findHeader(headers, 'origin')
  if (origin === undefined) return !headers.has('origin') && findHeader(headers, 'sec-fetch-site') === undefined
  return URL.canParse(origin) && new URL(origin).hostname === host
}
