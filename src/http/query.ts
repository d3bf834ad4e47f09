import { type ParametersResult, parseUrlEncoded, type UrlEncodedLimits } from './url-encoded.ts'

const limits: UrlEncodedLimits = { maxBytes: 8 * 1024, maxParameters: 200 }

/** Splits a request target at its first `?`; the query comes without it, and empty when there is none. */
export function splitTarget(url: string): { path: string; query: string } {
  const mark = url.indexOf('?')
  return mark === -1 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) }
}

/** Reads a query string without its `?`. The caller checks `duplicates` where its protocol forbids them. */
export function parseQuery(query: string): ParametersResult {
  return parseUrlEncoded(query, limits)
}
