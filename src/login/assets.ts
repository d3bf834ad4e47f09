import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { DomainRoute } from '../flows/domain-request.ts'
import { findHeader } from '../http/headers.ts'

interface Asset {
  readonly path: string
  readonly type: string
  readonly text: Buffer
  /** Compressed once, not once a visitor. */
  readonly encoded: ReadonlyMap<string, Buffer>
}

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
    const encoding = ['br', 'gzip'].find((name) => new RegExp(`(?:^|[\\s,])${name}(?:[\\s,;]|$)`).test(accepted))
    const encoded = encoding === undefined ? undefined : file.encoded.get(encoding)
    return Promise.resolve({
      status: 200,
      headers: {
        'content-type': file.type,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        vary: 'Accept-Encoding',
        ...(encoding !== undefined && encoded !== undefined ? { 'content-encoding': encoding } : {}),
      },
      body: encoded ?? file.text,
    })
  },
}))

function asset(name: string, extension: string, type: string): Asset {
  const text = readFileSync(new URL(`./assets/${name}.${extension}`, import.meta.url))
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 10)
  const encoded = new Map([
    ['br', brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })],
    ['gzip', gzipSync(text)],
  ])
  return { path: `/assets/${name}-${hash}.${extension}`, type, text, encoded }
}
