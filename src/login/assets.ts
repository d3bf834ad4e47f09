import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { DomainRoute } from '../flows/user-pools/domain-request.ts'
import { findHeader } from '../http/headers.ts'

interface Asset {
  readonly path: string
  readonly type: string
  readonly text: Buffer
}

const encodings = {
  br: (text: Buffer) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (text: Buffer) => gzipSync(text),
} as const

/** The better one first. */
const encodingNames = ['br', 'gzip'] as const

const css = asset('login', 'css', 'text/css; charset=utf-8')
const js = asset('login', 'js', 'text/javascript; charset=utf-8')

/** Their paths name their content, so browsers may keep them for ever. */
export const assetPaths = { css: css.path, js: js.path }

export const assetRoutes: readonly DomainRoute[] = [css, js].map((file) => ({
  method: 'GET',
  path: file.path,
  isOpenToScripts: false,
  handle: ({ headers }) => {
    const accepted = findHeader(headers, 'accept-encoding') ?? ''
    const encoding = encodingNames.find((name) => new RegExp(`(?:^|[\\s,])${name}(?:[\\s,;]|$)`).test(accepted))
    return Promise.resolve({
      status: 200,
      headers: {
        'content-type': file.type,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        vary: 'Accept-Encoding',
        ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
      },
      body: encoding === undefined ? file.text : encoded(file, encoding),
    })
  },
}))

function asset(name: string, extension: string, type: string): Asset {
  const text = readFileSync(new URL(`./assets/${name}.${extension}`, import.meta.url))
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 10)
  return { path: `/assets/${name}-${hash}.${extension}`, type, text }
}

const kept = new Map<string, Buffer>()

/** Compressed for the first visitor who takes it so, not at the start and not for each. */
function encoded({ path, text }: Asset, encoding: keyof typeof encodings): Buffer {
  const key = `${encoding} ${path}`
  const known = kept.get(key) ?? encodings[encoding](text)
  kept.set(key, known)
  return known
}
