import type { HttpHeaders } from './message.ts'

/** Builds headers from the flat name, value list of `IncomingMessage.rawHeaders`, which keeps repetitions. */
export function headersFromRaw(raw: readonly string[]): HttpHeaders {
  const headers = new Map<string, string[]>()
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase()
    const value = raw[i + 1] ?? ''
    const values = headers.get(name)
    if (values) values.push(value)
    else headers.set(name, [value])
  }
  return headers
}

export function headersFromRecord(record: Readonly<Record<string, string | readonly string[]>>): HttpHeaders {
  const headers = new Map<string, readonly string[]>()
  for (const [name, value] of Object.entries(record)) {
    headers.set(name.toLowerCase(), typeof value === 'string' ? [value] : value)
  }
  return headers
}

/** The field's only value; undefined when it is absent and when it is repeated, since neither can be trusted. */
export function findHeader(headers: HttpHeaders, name: string): string | undefined {
  const values = headers.get(name)
  return values?.length === 1 ? values[0] : undefined
}

export function isRepeatedHeader(headers: HttpHeaders, name: string): boolean {
  return (headers.get(name)?.length ?? 0) > 1
}

/** `Application/JSON; charset=utf-8` is `application/json`. */
export function mediaTypeOf(contentType: string): string {
  const end = contentType.indexOf(';')
  return (end === -1 ? contentType : contentType.slice(0, end)).trim().toLowerCase()
}
