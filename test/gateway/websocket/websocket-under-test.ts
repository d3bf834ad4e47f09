import { connect } from 'node:net'
import { executeApiHandler } from '../../../src/compose/hosts/execute-api-handler.ts'
import { executeApiUpgrades } from '../../../src/compose/hosts/execute-api-upgrades.ts'
import type { TemplateResource } from '../../../src/domain/template-resource.ts'
import type { GatewayOptions } from '../../../src/gateway/gateway-options.ts'
import type { Gateway } from '../../../src/gateway/gateway.ts'
import { createGateway } from '../../../src/gateway/handler.ts'
import {
  definitionFromTemplate,
  type TemplateReadingOptions,
} from '../../../src/gateway/loading/definition-from-template.ts'
import { defaultWebSocketLimits, type WebSocketLimits } from '../../../src/gateway/websocket/limits.ts'
import type { FunctionCall, FunctionResult } from '../../../src/ports/functions.ts'
import { developmentConnections } from '../../../src/server/aws/development-credentials.ts'
import type { TrustedProxies } from '../../../src/server/client-facts.ts'
import type { Listening } from '../../../src/server/listening/listeners.ts'
import { startServer } from '../../../src/server/server.ts'
import { accountId, ask, invocationUri, now, region, resource } from '../gateway-under-test.ts'
import type { Answer, AskOptions, FunctionDouble } from '../gateway-under-test.ts'

/** A WebSocket API `chat` with stage `dev`, behind the listener that installations have. */

export interface ChatUnderTest extends AsyncDisposable {
  readonly port: number
  readonly url: string
  readonly gateway: Gateway
  readonly calls: FunctionCall[]
  readonly logged: object[]
  readonly ask: (method: string, path: string, options?: AskOptions) => Promise<Answer>
  readonly client: (options?: { query?: string; protocols?: string[] }) => Promise<Client>
  /** The payloads that the function of that name was called with. */
  readonly payloads: (name: string) => any[]
}

export interface Client {
  readonly socket: WebSocket
  readonly next: () => Promise<string>
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
}

export type Routes = Readonly<Record<string, Readonly<Record<string, unknown>>>>

export interface ChatOptions {
  readonly routes?: Routes
  readonly properties?: Record<string, unknown>
  readonly stage?: Record<string, unknown>
  /** What the template has besides the API. */
  readonly others?: readonly TemplateResource[]
  readonly reading?: Partial<TemplateReadingOptions>
  readonly functions?: Readonly<Record<string, FunctionDouble>>
  readonly limits?: Partial<WebSocketLimits>
  readonly options?: Partial<GatewayOptions>
  readonly listen?: Listening
  readonly trustedProxies?: TrustedProxies
  /** As `start` does. */
  readonly tellsPort?: boolean
}

const allRoutes: Routes = { $connect: {}, $disconnect: {}, $default: {}, shout: { isTwoWay: true } }

/**
 * Each route's function is named as its key is, without `$`. `responses` are the integration's, by their keys.
 */
export function chatApi({
  routes = allRoutes,
  properties = {},
  stage = {},
  others = [],
}: ChatOptions = {}): TemplateResource[] {
  return [
    ...others,
    resource('Chat', 'AWS::ApiGatewayV2::Api', {
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
      ...properties,
    }),
    resource('ChatStage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'chat', StageName: 'dev', ...stage }),
    resource('Ask', 'AWS::ApiGatewayV2::Authorizer', {
      ApiId: 'chat',
      Name: 'ask',
      AuthorizerType: 'REQUEST',
      AuthorizerUri: invocationUri('ask'),
      IdentitySource: ['route.request.querystring.token'],
    }),
    ...Object.entries(routes).flatMap(([key, { isTwoWay, integration, responses = {}, ...rest }]) => {
      const name = key.replace('$', '').toLowerCase()
      const reply = { RouteResponseSelectionExpression: '$default' }
      return [
        resource(`${name}Integration`, 'AWS::ApiGatewayV2::Integration', {
          ApiId: 'chat',
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: invocationUri(name),
          ...Object(integration),
        }),
        resource(`${name}Route`, 'AWS::ApiGatewayV2::Route', {
          ApiId: 'chat',
          RouteKey: key,
          Target: `integrations/${name}integration`,
          ...(isTwoWay === true ? reply : {}),
          ...rest,
        }),
        ...Object.entries(Object(responses)).map(([responseKey, response], index) =>
          resource(`${name}Response${index}`, 'AWS::ApiGatewayV2::IntegrationResponse', {
            ApiId: 'chat',
            IntegrationId: `${name}integration`,
            IntegrationResponseKey: responseKey,
            ...Object(response),
          }),
        ),
        ...(isTwoWay === true
          ? [
              resource(`${name}Reply`, 'AWS::ApiGatewayV2::RouteResponse', {
                ApiId: 'chat',
                RouteId: `${name}route`,
                RouteResponseKey: '$default',
              }),
            ]
          : []),
      ]
    }),
  ]
}

/** A domain of one's own with its mappings. */
export function domain(name: string, mappings: Record<string, Record<string, unknown>>): TemplateResource[] {
  return [
    resource('Domain', 'AWS::ApiGatewayV2::DomainName', { DomainName: name }),
    ...Object.entries(mappings).map(([logicalId, mapping]) =>
      resource(logicalId, 'AWS::ApiGatewayV2::ApiMapping', { DomainName: name, ...mapping }),
    ),
  ]
}

export async function startChat(options: ChatOptions = {}): Promise<ChatUnderTest> {
  const calls: FunctionCall[] = []
  const logged: object[] = []
  let counter = 0
  const functions = options.functions ?? {}
  const gateway = createGateway({
    definition: definitionFromTemplate(chatApi(options), { region, accountId, ...options.reading }),
    keySource: { find: () => undefined },
    functions: {
      stream: async () => ({ kind: 'unavailable', reason: 'no such function' }),
      invoke: async (call): Promise<FunctionResult> => {
        calls.push(call)
        const double = functions[call.functionArn.split(':').at(-1) ?? '']
        const result = double === undefined ? { statusCode: 200 } : await double(structuredClone(call.payload), call)
        if (result !== null && typeof result === 'object' && 'kind' in result) return result as FunctionResult
        return { kind: 'success', payload: result }
      },
    },
    clock: { now: () => now },
    random: { bytes: (size) => Buffer.alloc(size, (counter += 1)) },
    log: { info: (fields) => void logged.push(fields), error: (fields) => void logged.push(fields) },
    authenticateConnections: developmentConnections,
    webSocketLimits: { ...defaultWebSocketLimits, closeMilliseconds: 300, ...options.limits },
    ...options.options,
  })
  const silent = () => {}
  const server = await startServer({
    names: { baseHost: 'localhost', development: true },
    listen: [options.listen ?? { scheme: 'http', host: '127.0.0.1', port: 0 }],
    routes: { executeApi: executeApiHandler(gateway) },
    upgrades: executeApiUpgrades(gateway, { tellsPort: options.tellsPort ?? false }),
    customDomain: async (host) => (gateway.servesDomain(host) ? 'executeApi' : undefined),
    trustedProxies: options.trustedProxies ?? (() => false),
    isReady: async () => true,
    random: { bytes: (size) => Buffer.alloc(size, 7) },
    log: { debug: silent, info: silent, warn: silent, error: (fields) => void logged.push(Object(fields)) },
  })
  const [port = 0] = server.ports
  const url = `ws://127.0.0.1:${port}/_api/chat/dev`
  return {
    port,
    url,
    gateway,
    calls,
    logged,
    ask: (method, path, asked) => ask(port, { method, path, ...asked }),
    client: async ({ query = '', protocols } = {}) => openClient(`${url}${query}`, protocols),
    payloads: (name) => calls.filter(({ functionArn }) => functionArn.endsWith(`:${name}`)).map((call) => call.payload),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await gateway[Symbol.asyncDispose]()
    },
  }
}

/** Node's own client. Rejects where the handshake is refused. */
export async function openClient(url: string, protocols: string[] = []): Promise<Client> {
  const socket = new WebSocket(url, protocols)
  const messages: string[] = []
  const readers: ((message: string) => void)[] = []
  socket.addEventListener('message', ({ data }) => {
    const reader = readers.shift()
    if (reader === undefined) messages.push(String(data))
    else reader(String(data))
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason }))
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('handshake refused')))
  })
  const next = async () => {
    const message = messages.shift()
    return message ?? (await new Promise<string>((resolve) => readers.push(resolve)))
  }
  return { socket, next, closed }
}

export function handshakeText(path = '/_api/chat/dev', fields: readonly string[] = []): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...fields,
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}

export interface RawClient {
  readonly write: (bytes: Uint8Array) => boolean
  /** What has come back so far, once it is at least so long or the server has closed. */
  readonly received: (length: number) => Promise<Buffer>
  readonly ended: Promise<Buffer>
  readonly destroy: () => void
  readonly stopReading: () => void
  readonly bytesUnsent: () => number
}

/** A connection of which every byte is the test's own. */
export async function openRaw(port: number, handshake = handshakeText()): Promise<RawClient> {
  const socket = connect(port, '127.0.0.1')
  let all = Buffer.alloc(0)
  const ended = new Promise<Buffer>((resolve) => socket.on('close', () => resolve(all)))
  socket.on('error', () => {})
  socket.on('data', (chunk: Buffer) => {
    all = Buffer.concat([all, chunk])
  })
  socket.write(handshake)
  const received = async (length: number) => {
    while (all.length < length && !socket.destroyed) {
      await Promise.race([ended, new Promise((resolve) => socket.once('data', resolve))])
    }
    return all
  }
  return {
    write: (bytes) => socket.write(bytes),
    received,
    ended,
    destroy: () => void socket.destroy(),
    stopReading: () => void socket.pause(),
    bytesUnsent: () => socket.writableLength,
  }
}

export interface FrameOptions {
  readonly opcode?: number
  readonly isFinal?: boolean
  readonly isMasked?: boolean
  readonly reserved?: number
  /** What the head says, where that is not the truth. */
  readonly length?: number
}

/** One frame of RFC 6455, with a mask of zeros. */
export function frame(
  payload: string | Uint8Array,
  { opcode = 1, isFinal = true, isMasked = true, reserved = 0, length }: FrameOptions = {},
): Buffer {
  const bytes = Buffer.from(payload as string)
  const size = length ?? bytes.length
  const mask = isMasked ? 0x80 : 0
  const first = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode
  const head =
    size < 126
      ? Buffer.from([first, mask | size])
      : size < 65_536
        ? Buffer.from([first, mask | 126, size >> 8, size & 0xff])
        : Buffer.from([
            first,
            mask | 127,
            0,
            0,
            0,
            0,
            size >>> 24,
            (size >> 16) & 0xff,
            (size >> 8) & 0xff,
            size & 0xff,
          ])
  return Buffer.concat([head, isMasked ? Buffer.alloc(4) : Buffer.alloc(0), bytes])
}

/** The code of the close frame that ends what a server has sent. */
export function closeCode(sent: Buffer): number | undefined {
  const start = sent.indexOf('\r\n\r\n') + 4
  for (let at = start; at + 1 < sent.length;) {
    const opcode = (sent[at] ?? 0) & 0x0f
    const short = (sent[at + 1] ?? 0) & 0x7f
    const size = short === 126 ? sent.readUInt16BE(at + 2) : short
    const body = at + (short === 126 ? 4 : 2)
    if (opcode === 8) return sent.readUInt16BE(body)
    at = body + size
  }
  return undefined
}
