import { connect } from 'node:net'
import type { PageCall, Reply, Surface } from './surface.ts'

export const evil = 'evil.example'

/** A way to tell a server that it is somewhere else. */
export interface Spoof {
  /** The Host fields in place of the right one. */
  readonly hosts?: readonly string[]
  readonly fields?: Readonly<Record<string, string>>
  /** Makes the request target, from the right one. */
  readonly target?: (target: string) => string
}

export const spoofs: Readonly<Record<string, Spoof>> = {
  Host: { hosts: [evil] },
  'Host, under our own name': { hosts: [`localhost.${evil}`] },
  'two Hosts': { hosts: ['localhost', evil] },
  'Host with a user part': { hosts: [`localhost@${evil}`] },
  'X-Forwarded-Host': { fields: { 'x-forwarded-host': evil } },
  'X-Forwarded-Host, -Proto and -Port': {
    fields: {
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': evil,
      'x-forwarded-proto': 'http',
      'x-forwarded-port': '81',
    },
  },
  Forwarded: { fields: { forwarded: `for=203.0.113.9;host=${evil};proto=http` } },
  'X-Host and relatives': {
    fields: { 'x-host': evil, 'x-original-host': evil, 'x-http-host-override': evil, 'x-forwarded-server': evil },
  },
  'X-Original-URL and X-Rewrite-URL': {
    fields: { 'x-original-url': `https://${evil}/`, 'x-rewrite-url': `https://${evil}/` },
  },
  'X-Forwarded-Prefix and Via': { fields: { 'x-forwarded-prefix': `//${evil}`, via: `1.1 ${evil}` } },
  'Origin and Referer': { fields: { origin: `https://${evil}`, referer: `https://${evil}/reset` } },
  'an absolute target': { target: (target) => `http://${evil}${target}` },
}

/** The same installation, to which every request is sent like this. */
export function spoofedSurface(surface: Surface, httpUrl: string, spoof: Spoof): Surface {
  const { port } = new URL(httpUrl)
  const authorization = `AWS4-HMAC-SHA256 Credential=any/20260301/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`
  const { hosts = [`localhost:${port}`], fields = {}, target: retarget = (target: string) => target } = spoof
  const send = (method: string, target: string, headers: object, body: string): Promise<Reply> => {
    const lines = Object.entries({ ...headers, ...fields }).map(([name, value]) => `${name}: ${value}`)
    const head = [`${method} ${retarget(target)} HTTP/1.1`, ...hosts.map((host) => `Host: ${host}`), ...lines]
    const length = body === '' && method === 'GET' ? [] : [`content-length: ${Buffer.byteLength(body)}`]
    return exchange(Number(port), [...head, ...length, 'connection: close', '', body].join('\r\n'))
  }
  return {
    ...surface,
    operate: (name, input) => {
      const headers = {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${name}`,
        authorization,
      }
      return send('POST', '/', headers, JSON.stringify(input))
    },
    visit: (poolId, { method, path, query, headers = {}, body = '' }: PageCall) => {
      const search = query === undefined || query === '' ? '' : `?${query}`
      return send(method, `/${poolId}${path}${search}`, headers, body)
    },
  }
}

async function exchange(port: number, request: string): Promise<Reply> {
  const socket = connect({ port, host: '127.0.0.1' })
  // Not ended: a server may take that for somebody who has gone.
  socket.write(request)
  const chunks: Buffer[] = []
  try {
    for await (const chunk of socket) chunks.push(chunk)
  } catch {
    // A server may close on a request that it does not like.
  }
  const [head = '', ...rest] = Buffer.concat(chunks).toString().split('\r\n\r\n')
  const [status = '', ...lines] = head.split('\r\n')
  const headers: Record<string, string | string[]> = { 'set-cookie': [] }
  for (const line of lines) {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    const known = headers[name]
    if (Array.isArray(known)) known.push(value)
    else headers[name] = value
  }
  return { status: Number(status.split(' ')[1] ?? 0), headers, body: rest.join('\r\n\r\n') }
}
