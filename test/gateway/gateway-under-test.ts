import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { signJwt, type JwtClaims } from '../../src/crypto/jose/jwt.ts'
import type { TemplateResource } from '../../src/domain/template-resource.ts'
import type { FunctionCall, FunctionResult, FunctionStreams } from '../../src/ports/functions.ts'
import {
  definitionFromTemplate,
  type TemplateReadingOptions,
} from '../../src/gateway/loading/definition-from-template.ts'
import type { GatewayOptions } from '../../src/gateway/gateway-options.ts'
import type { Gateway } from '../../src/gateway/gateway.ts'
import { createGateway } from '../../src/gateway/handler.ts'

/** What the tests of this folder share: keys, tokens, an echoing backend, and a gateway on a real port. */

export const region = 'eu-central-1'
export const accountId = '123456789012'
export const poolId = 'eu-central-1_Pool12345'
export const issuer = `https://cognito-idp.${region}.amazonaws.com/${poolId}`
export const otherIssuer = `https://cognito-idp.${region}.amazonaws.com/eu-central-1_Other1234`
export const clientId = 'client1example'
export const poolArn = `arn:aws:cognito-idp:${region}:${accountId}:userpool/${poolId}`
export const now = new Date('2026-11-20T12:00:00Z')
export const nowSeconds = now.getTime() / 1000

export const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const strangerKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicKeys = new Map<string, KeyObject>([
  [`${issuer} key-1`, keys.publicKey],
  [`${otherIssuer} key-1`, strangerKeys.publicKey],
])

export function idClaims(overrides: JwtClaims = {}): JwtClaims {
  return {
    sub: '5f0b1c2d-0000-4000-8000-000000000001',
    iss: issuer,
    aud: clientId,
    token_use: 'id',
    auth_time: nowSeconds - 60,
    iat: nowSeconds - 60,
    exp: nowSeconds + 3600,
    email: 'ada@example.com',
    email_verified: true,
    'cognito:groups': ['admins', 'readers'],
    ...overrides,
  }
}

export function accessClaims(overrides: JwtClaims = {}): JwtClaims {
  return {
    sub: '5f0b1c2d-0000-4000-8000-000000000001',
    iss: issuer,
    client_id: clientId,
    token_use: 'access',
    scope: 'notes/read openid',
    auth_time: nowSeconds - 60,
    iat: nowSeconds - 60,
    exp: nowSeconds + 3600,
    username: 'ada',
    ...overrides,
  }
}

export function token(claims: JwtClaims, { kid = 'key-1', key = keys.privateKey } = {}): Promise<string> {
  return signJwt(kid, claims, key)
}

export function functionArn(name: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`
}

export function invocationUri(name: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`
}

export function resource(
  logicalId: string,
  type: string,
  properties: Record<string, unknown>,
  attributes: Record<string, unknown> = {},
): TemplateResource {
  return { logicalId, type, physicalId: logicalId.toLowerCase(), properties, attributes, line: 7 }
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  readonly json: any
}

export interface UnderTest extends AsyncDisposable {
  readonly port: number
  readonly gateway: Gateway
  readonly logged: object[]
  readonly calls: FunctionCall[]
  readonly ask: (method: string, path: string, options?: AskOptions) => Promise<Answer>
  /** Of clients that are still there. */
  readonly connections: () => Promise<number>
}

export interface AskOptions {
  readonly headers?: Record<string, string | string[]>
  readonly body?: string | Buffer
}

export type FunctionDouble = (payload: any, call: FunctionCall) => unknown

export interface UnderTestOptions {
  readonly resources: readonly TemplateResource[]
  readonly functions?: Readonly<Record<string, FunctionDouble>>
  /** Functions that stream, by name. */
  readonly streams?: Readonly<Record<string, FunctionStreams['stream']>>
  readonly options?: Partial<GatewayOptions>
  /** What the installation says of the template. */
  readonly reading?: Partial<TemplateReadingOptions>
}

/** A gateway whose first path segment names the API: `/{apiId}/{stage}/…`. Custom domains are asked by `Host`. */
export async function startGateway({
  resources,
  functions = {},
  streams = {},
  options = {},
  reading = {},
}: UnderTestOptions): Promise<UnderTest> {
  const logged: object[] = []
  const calls: FunctionCall[] = []
  let counter = 0
  const gateway = createGateway({
    definition: definitionFromTemplate(resources, { region, accountId, ...reading }),
    keySource: { find: (wanted, kid) => publicKeys.get(`${wanted} ${kid}`) },
    functions: {
      invoke: async (call) => {
        calls.push(call)
        const double = functions[call.functionArn.split(':').at(-1) ?? '']
        if (double === undefined) return { kind: 'unavailable', reason: 'no such function' }
        const result = await double(JSON.parse(JSON.stringify(call.payload)), call)
        return isFunctionResult(result) ? result : { kind: 'success', payload: result }
      },
      stream: async (call) => {
        calls.push(call)
        const double = streams[call.functionArn.split(':').at(-1) ?? '']
        return double === undefined ? { kind: 'unavailable', reason: 'no such function' } : double(call)
      },
    },
    clock: { now: () => now },
    random: { bytes: (size) => Buffer.alloc(size, (counter += 1)) },
    log: { info: (fields) => void logged.push(fields), error: (fields) => void logged.push(fields) },
    ...options,
  })
  const server = createServer({ maxHeaderSize: 65_536 }, (message, response) => {
    const url = message.url ?? '/'
    const host = message.headers.host ?? ''
    const [, apiId = '', rest = ''] = /^\/([^/?]*)(.*)$/s.exec(url) ?? []
    const path = rest.startsWith('/') ? rest : `/${rest}`
    void gateway.handle(message, response, {
      ...(gateway.servesDomain(host) ? { host, path: url } : { apiId, path }),
      client: { sourceIp: '203.0.113.9', scheme: 'https', port: 443 },
    })
  })
  const port = await listen(server)
  return {
    port,
    gateway,
    logged,
    calls,
    ask: (method, path, asked) => ask(port, { method, path, ...asked }),
    connections: promisify(server.getConnections.bind(server)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await gateway[Symbol.asyncDispose]()
    },
  }
}

export interface Backend extends AsyncDisposable {
  readonly url: string
  readonly seen: Seen[]
}

export interface Seen {
  readonly method: string
  readonly url: string
  readonly rawHeaders: string[]
  readonly body: string
}

/** A backend that answers with what it was asked. */
export async function startBackend(
  answer: (message: IncomingMessage, response: ServerResponse, body: Buffer) => void = echo,
): Promise<Backend> {
  const seen: Seen[] = []
  const server = createServer((message, response) => {
    const chunks: Buffer[] = []
    message.on('data', (chunk: Buffer) => chunks.push(chunk))
    message.on('end', () => {
      const body = Buffer.concat(chunks)
      const { method = '', url = '', rawHeaders } = message
      seen.push({ method, url, rawHeaders, body: body.toString() })
      answer(message, response, body)
    })
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function ask(port: number, { method, path, headers = {}, body }: AskOptions & { method: string; path: string }) {
  return new Promise<Answer>((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const answer = { status: response.statusCode ?? 0, headers: response.headers, body: text }
        resolve({ ...answer, json: isJson(text) ? JSON.parse(text) : undefined })
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** How often this process must have looked for more, a hundredth of a second apart, before silence is the end. */
const looks = 15

/** Sends bytes as they are and yields all that comes back, which is something, until the server closes or falls silent. */
export function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    let silence: NodeJS.Timeout | undefined
    const finish = () => {
      clearTimeout(silence)
      socket.destroy()
      resolve(Buffer.concat(chunks).toString('latin1'))
    }
    // Looks are counted and not milliseconds: a process that got no turn for long has not heard silence.
    const listen = (left: number) => {
      clearTimeout(silence)
      silence = setTimeout(() => (left === 1 ? finish() : listen(left - 1)), 10)
    }
    socket.on('data', (chunk) => {
      chunks.push(Buffer.from(chunk))
      listen(looks)
    })
    socket.on('close', finish)
    socket.on('error', finish)
    // Not ended: a half-closed connection makes the server drop the request that the test is about.
    socket.write(Buffer.from(bytes, 'latin1'))
  })
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

function echo(message: IncomingMessage, response: ServerResponse, body: Buffer) {
  const { method, url, rawHeaders } = message
  const text = JSON.stringify({ method, url, rawHeaders, body: body.toString() })
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(text)
}

function isFunctionResult(value: unknown): value is FunctionResult {
  const kinds = ['function-error', 'unavailable', 'timeout']
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.includes(String(value.kind))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
