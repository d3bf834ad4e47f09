import type { ContentHandling } from '../definition/mapped-integration.ts'

/** A body that is text can be given to templates, and an empty one is; one that is binary passes as it is. */
export type ConvertedBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Buffer }

/** Developer guide, "Content type conversions", first table. Undefined: it cannot be converted. */
export function convertRequestBody(
  body: Buffer,
  isBinaryType: boolean,
  handling: ContentHandling | undefined,
): ConvertedBody | undefined {
  if (body.length === 0) return utf8Text(body)
  if (isBinaryType) return handling === 'CONVERT_TO_TEXT' ? base64Text(body) : { kind: 'binary', bytes: body }
  return handling === 'CONVERT_TO_BINARY' ? decoded(body) : utf8Text(body)
}

export interface ResponseConversion {
  /** The response's own type is among the API's binary media types. */
  readonly isBinaryType: boolean
  /** The first type that the client accepts is among them. */
  readonly acceptsBinary: boolean
  readonly handling: ContentHandling | undefined
}

/** The second table. */
export function convertResponseBody(
  body: Buffer,
  { isBinaryType, acceptsBinary, handling }: ResponseConversion,
): ConvertedBody | undefined {
  if (body.length === 0) return utf8Text(body)
  const toText = handling === 'CONVERT_TO_TEXT' || (handling === undefined && !acceptsBinary)
  if (isBinaryType) return toText ? base64Text(body) : { kind: 'binary', bytes: body }
  return toText ? utf8Text(body) : decoded(body)
}

function utf8Text(body: Buffer): ConvertedBody {
  return { kind: 'text', text: body.toString('utf8') }
}

function base64Text(body: Buffer): ConvertedBody {
  return { kind: 'text', text: body.toString('base64') }
}

/** Cognito: text that becomes binary is taken for base64; a function's result has the quotes of JSON around it. */
function decoded(body: Buffer): ConvertedBody | undefined {
  const text = body.toString('latin1')
  return isBase64(text) ? { kind: 'binary', bytes: Buffer.from(text.replaceAll('"', ''), 'base64') } : undefined
}

export function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(text.replaceAll(/[\s"]/g, ''))
}
