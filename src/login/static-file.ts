import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { HttpHeaders, HttpResponse } from '../http/message.ts'
import { findHeader } from '../http/headers.ts'

/** A text that browsers load beside a page. */
export interface StaticFile {
  readonly type: 'text/css; charset=utf-8' | 'text/javascript; charset=utf-8'
  readonly text: Buffer
}

const encodings = {
  br: (text: Buffer) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (text: Buffer) => gzipSync(text),
} as const

/** The better one first. */
const encodingNames = ['br', 'gzip'] as const

/** Cached for ever: its address must name its content. */
export function answerFile(file: StaticFile, headers: HttpHeaders): HttpResponse {
  const accepted = findHeader(headers, 'accept-encoding') ?? ''
  const encoding = encodingNames.find((name) => new RegExp(`(?:^|[\\s,])${name}(?:[\\s,;]|$)`).test(accepted))
  return {
    status: 200,
    headers: {
      'content-type': file.type,
      'cache-control': keptForEver,
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      vary: 'Accept-Encoding',
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    },
    body: encoding === undefined ? file.text : encoded(file, encoding),
  }
}

export const keptForEver = 'public, max-age=31536000, immutable'

const kept = new WeakMap<StaticFile, Map<string, Buffer>>()

/** Compressed for the first visitor who takes it so, not at the start and not for each. */
function encoded(file: StaticFile, encoding: keyof typeof encodings): Buffer {
  const texts = kept.get(file) ?? new Map<string, Buffer>()
  const known = texts.get(encoding) ?? encodings[encoding](file.text)
  kept.set(file, texts.set(encoding, known))
  return known
}
