import { type ParametersResult, parseUrlEncoded, type UrlEncodedLimits } from './url-encoded.ts'

/** A form that people fill in, and one that carries a document: a SAML response of 100,000 letters (SAML-01). */
export const formBytes = { ordinary: 64 * 1024, withDocument: 256 * 1024 } as const

const maxParameters = 1000
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The media type that a form's request must name. */
export const formMediaType = 'application/x-www-form-urlencoded'

/** Reads the body of a form. The caller checks the media type, and `duplicates` where its protocol forbids them. */
export function parseForm(body: Uint8Array, maxBytes: number = formBytes.ordinary): ParametersResult {
  const limits: UrlEncodedLimits = { maxBytes, maxParameters }
  if (body.byteLength > limits.maxBytes) return { ok: false, reason: 'too_large' }
  const text = decodeUtf8(body)
  return text === undefined ? { ok: false, reason: 'malformed_encoding' } : parseUrlEncoded(text, limits)
}

function decodeUtf8(body: Uint8Array): string | undefined {
  try {
    return utf8.decode(body)
  } catch {
    return undefined
  }
}
