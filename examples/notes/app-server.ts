import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'

/** What the pages are told, as `/config.json`. Nothing in it is a secret. */
export interface AppServerConfig {
  readonly region: string
  readonly userPoolId: string
  readonly userPoolClientId: string
  readonly userPoolEndpoint?: string
  readonly accountUrl?: string
  readonly notesApiUrl: string
  readonly readingApiUrl: string
}

export interface AppServerOptions {
  /** Where `buildWebApp` wrote. */
  readonly assetsDirectory: string
  readonly config: AppServerConfig
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Serves the web app's files under a policy that lets nothing run that is not one of them. */
export function createAppServer({ assetsDirectory, config }: AppServerOptions) {
  const headers = securityHeaders(config)
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await answerTo(request, assetsDirectory, config)
    for (const [name, value] of Object.entries({ ...headers, ...answer.headers })) response.setHeader(name, value)
    const isKnown = answer.headers.ETag !== undefined && request.headers['if-none-match'] === answer.headers.ETag
    response.writeHead(isKnown ? 304 : answer.status)
    response.end(isKnown || request.method === 'HEAD' ? undefined : answer.body)
  }
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string
}

async function answerTo(request: IncomingMessage, assetsDirectory: string, config: AppServerConfig): Promise<Answer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { ...plain(405, 'Method Not Allowed'), headers: { Allow: 'GET, HEAD' } }
  }
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  if (path === '/config.json') {
    const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }
    return { status: 200, headers, body: JSON.stringify(config) }
  }
  // Flat names only: no path can lead out of the directory.
  const name = path === '/' ? 'index.html' : (/^\/([a-z][\w-]*\.(?:css|html|js|svg))$/.exec(path)?.[1] ?? '')
  const body = name === '' ? undefined : await readAsset(join(assetsDirectory, name))
  if (body === undefined) return plain(404, 'There is no such page.')
  const type = types[extname(name)] ?? 'application/octet-stream'
  if (extname(name) === '.html')
    return { status: 200, headers: { 'Content-Type': type, 'Cache-Control': 'no-store' }, body }
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  return { status: 200, headers: { 'Content-Type': type, 'Cache-Control': 'no-cache', ETag: tag }, body }
}

async function readAsset(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch {
    return undefined
  }
}

function plain(status: number, body: string): Answer {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }, body }
}

function securityHeaders({
  userPoolEndpoint,
  notesApiUrl,
  readingApiUrl,
  region,
}: AppServerConfig): Record<string, string> {
  const pool = userPoolEndpoint ?? `https://cognito-idp.${region}.amazonaws.com`
  const origins = [...new Set([pool, notesApiUrl, readingApiUrl].map((url) => new URL(url).origin))].join(' ')
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      `connect-src 'self' ${origins}`,
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  }
}
