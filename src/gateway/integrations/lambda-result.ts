import { isJsonObject } from '../../crypto/jose/strict-json.ts'
import type { RemappedHeaders } from '../definition/integration.ts'
import { isWritableHeader, withHeader, type HeaderList } from '../../http/header-list.ts'
import type { Reply } from '../exchange/reply.ts'
import { httpResponseHeaders } from './http-response-headers.ts'
import { restResponseHeaders } from './rest-response-headers.ts'

const MEMBERS = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']

// Each reader yields undefined for a result that is malformed.

/** REST: a strict record; binary bodies only where `acceptsBinary` (the API's binary media types) says so. */
export function readRestResult(
  payload: unknown,
  remapped: RemappedHeaders,
  acceptsBinary: (contentType: string) => boolean,
): Reply | undefined {
  if (!isJsonObject(payload) || Object.keys(payload).some((name) => !MEMBERS.includes(name))) return undefined
  const structured = readStructured(payload, payload['statusCode'] ?? 200)
  if (structured === undefined) return undefined
  const headers = withDefaultContentType(restResponseHeaders(structured.headers, remapped), 'application/json')
  const isBinary = payload['isBase64Encoded'] === true && acceptsBinary(contentTypeOf(headers))
  return {
    status: structured.status,
    headers,
    body: isBinary ? Buffer.from(structured.body, 'base64') : structured.body,
  }
}

/** REST: what a streaming function says before the body. Members that are no part of it are passed over. */
export function readStreamPrelude(
  metadata: unknown,
  remapped: RemappedHeaders,
): Pick<Reply, 'status' | 'headers'> | undefined {
  if (!isJsonObject(metadata)) return undefined
  const structured = readStructured({ ...metadata, body: '' }, metadata['statusCode'] ?? 200)
  const cookies = cookieHeaders(metadata['cookies'])
  if (structured === undefined || cookies === undefined) return undefined
  const headers = withDefaultContentType(restResponseHeaders(structured.headers, remapped), 'application/json')
  return { status: structured.status, headers: [...headers, ...cookies] }
}

/** HTTP APIs with payload format 1.0. */
export function readHttpResultV1(payload: unknown): Reply | undefined {
  if (!isJsonObject(payload)) return undefined
  return httpReplyOf(payload, [])
}

/** HTTP APIs with payload format 2.0: without a `statusCode`, the whole result is the body. */
export function readHttpResultV2(payload: unknown, textType: string): Reply | undefined {
  if (!isJsonObject(payload) || payload['statusCode'] === undefined) {
    const isText = typeof payload === 'string'
    const body = isText ? payload : (JSON.stringify(payload) ?? '')
    return { status: 200, headers: [['content-type', isText ? textType : 'application/json']], body }
  }
  const cookies = cookieHeaders(payload['cookies'])
  return cookies && httpReplyOf(payload, cookies)
}

function cookieHeaders(cookies: unknown = []): HeaderList | undefined {
  if (!Array.isArray(cookies) || !cookies.every((cookie) => typeof cookie === 'string')) return undefined
  if (!cookies.every((cookie) => isWritableHeader('set-cookie', cookie))) return undefined
  return cookies.map((cookie) => ['set-cookie', cookie])
}

function httpReplyOf(payload: Readonly<Record<string, unknown>>, cookies: HeaderList): Reply | undefined {
  const structured = readStructured(payload, payload['statusCode'])
  if (structured === undefined) return undefined
  const headers = withDefaultContentType(httpResponseHeaders(structured.headers), 'text/plain;charset=utf-8')
  const body = payload['isBase64Encoded'] === true ? Buffer.from(structured.body, 'base64') : structured.body
  return { status: structured.status, headers: [...headers, ...cookies], body }
}

function readStructured(payload: Readonly<Record<string, unknown>>, statusCode: unknown) {
  const status = statusOf(statusCode)
  const headers = headersOf(payload['headers'], payload['multiValueHeaders'])
  const body = payload['body'] ?? ''
  if (status === undefined || headers === undefined || typeof body !== 'string') return undefined
  return { status, headers, body }
}

/** A whole number, as a number or as text; informational statuses are no answers. */
function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value
  const isStatus = typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599
  return isStatus ? status : undefined
}

/** `multiValueHeaders` go over `headers` of the same name. */
function headersOf(single: unknown, multiple: unknown): HeaderList | undefined {
  const headers: (readonly [string, string])[] = []
  const multiValues = multiple ?? {}
  const singleValues = single ?? {}
  if (!isJsonObject(multiValues) || !isJsonObject(singleValues)) return undefined
  const overridden = new Set(Object.keys(multiValues).map((name) => name.toLowerCase()))
  for (const [name, value] of Object.entries(singleValues)) {
    if (overridden.has(name.toLowerCase())) continue
    const text = headerText(value)
    if (text === undefined) return undefined
    headers.push([name, text])
  }
  for (const [name, values] of Object.entries(multiValues)) {
    if (!Array.isArray(values)) return undefined
    for (const value of values) {
      const text = headerText(value)
      if (text === undefined) return undefined
      headers.push([name, text])
    }
  }
  return headers.every(([name, value]) => isWritableHeader(name, value)) ? headers : undefined
}

function headerText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

function contentTypeOf(headers: HeaderList): string {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
}

function withDefaultContentType(headers: HeaderList, contentType: string): HeaderList {
  return contentTypeOf(headers) === '' ? withHeader(headers, 'Content-Type', contentType) : headers
}
