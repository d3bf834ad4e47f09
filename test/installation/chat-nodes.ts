import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { WebSocket } from 'ws'
import { freePort } from '../free-port.ts'
import type { PostgresServer } from '../storage/postgres-server.ts'
import { createAccessKey, migrate } from '../../src/compose/operator/maintenance.ts'
import { ask, toThisMachine, type Answered } from './ask.ts'
import { runSallyport, type Program } from './program.ts'
import { prepareProduction, type AccessKey, type Production } from './serve-secure.ts'

/** Several hosts that serve one WebSocket API over one database. */
export interface ChatNodes extends AsyncDisposable {
  /** `serve` with so many workers, as on a host of its own. */
  readonly serve: (workers: number) => Promise<ChatNode>
  readonly backend: Backend
}

export interface ChatNode extends AsyncDisposable {
  readonly program: Program
  /** Serves again at the same addresses. */
  readonly again: () => Promise<void>
  readonly client: () => Promise<ChatClient>
  readonly connections: (method: string, connectionId: string, body?: string) => Promise<Answered>
}

export interface ChatClient {
  readonly connectionId: string
  readonly send: (text: string) => void
  readonly next: () => Promise<string>
  /** All that has come and was not asked for. */
  readonly unread: () => readonly string[]
  readonly closed: Promise<number>
  readonly end: () => void
}

/** Answers what it is sent, in capitals; a text that begins with `slow` once it is let go on. */
export interface Backend extends AsyncDisposable {
  readonly port: number
  readonly letGo: () => void
  readonly waiting: () => Promise<void>
}

/** An API that answers `ping` with the id of the connection, and asks the backend what else is said. */
export const chatTemplate = (port: number) => `
Resources:
  Chat:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action }
  Ping:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Chat, RouteKey: ping, RouteResponseSelectionExpression: $default, Target: !Sub 'integrations/\${Pong}' }
  PingAnswer:
    Type: AWS::ApiGatewayV2::RouteResponse
    Properties: { ApiId: !Ref Chat, RouteId: !Ref Ping, RouteResponseKey: $default }
  Pong:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Chat
      IntegrationType: MOCK
      TemplateSelectionExpression: \\$default
      RequestTemplates: { $default: '{"statusCode": 200}' }
  PongAnswer:
    Type: AWS::ApiGatewayV2::IntegrationResponse
    Properties:
      ApiId: !Ref Chat
      IntegrationId: !Ref Pong
      IntegrationResponseKey: $default
      ResponseTemplates: { $default: '$context.connectionId' }
  Say:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Chat, RouteKey: $default, RouteResponseSelectionExpression: $default, Target: !Sub 'integrations/\${Echo}' }
  SayAnswer:
    Type: AWS::ApiGatewayV2::RouteResponse
    Properties: { ApiId: !Ref Chat, RouteId: !Ref Say, RouteResponseKey: $default }
  Echo:
    Type: AWS::ApiGatewayV2::Integration
    Properties: { ApiId: !Ref Chat, IntegrationType: HTTP_PROXY, IntegrationMethod: POST, IntegrationUri: 'http://127.0.0.1:${port}/' }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Chat, StageName: v1, AutoDeploy: true } }
`

export async function startChatNodes(server: PostgresServer, newFolder: () => string): Promise<ChatNodes> {
  await using opened = new AsyncDisposableStack()
  const backend = opened.use(await startBackend())
  const databaseUrl = await server.createDatabase()
  const { keyFile } = await prepareProduction(newFolder())
  const store = ['--database-url', databaseUrl, '--key-file', keyFile]
  await migrate({ databaseUrl, keyFile, dataDir: '' })
  const key = await createAccessKey({ databaseUrl, keyFile, dataDir: '' }, { principal: 'ops', role: 'admin' })
  const all = opened.move()
  return {
    backend,
    async serve(workers) {
      const production = await prepareProduction(newFolder())
      const file = join(production.folder, 'template.yaml')
      writeFileSync(file, chatTemplate(backend.port))
      const places = ['--workers', String(workers), '--node-address', `127.0.0.1:${await freePort()}`]
      const flags = [...production.without('--key-file', '--data-dir'), ...store, ...places, '--gateway-template', file]
      return all.use(await serveNode(production, flags, key))
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

async function serveNode(production: Production, flags: readonly string[], key: AccessKey): Promise<ChatNode> {
  const serve = async () => {
    const program = runSallyport(['serve', '--json', '--log-level', 'warn', ...flags])
    const line = JSON.parse(await program.firstLine)
    const [, apiId = ''] = /([a-z0-9]{10})\.execute-api\./.exec(line.apis[0].url) ?? []
    return { program, apiId }
  }
  let running = await serve()
  const pathOf = (more: string) => `/_api/${running.apiId}/v1${more}`
  return {
    get program() {
      return running.program
    },
    async again() {
      running = await serve()
    },
    client: () => openClient(`${production.publicUrl.replace('https', 'wss')}${pathOf('')}`, production.certFile),
    connections: (method, connectionId, body) =>
      askConnections(`${production.publicUrl}${pathOf('')}`, { method, connectionId, body, key, ...production }),
    [Symbol.asyncDispose]: async () => running.program[Symbol.asyncDispose](),
  }
}

export interface ConnectionsCall {
  readonly method: string
  readonly connectionId: string
  readonly body?: string | undefined
  readonly key: AccessKey
  readonly certFile: string
}

/** A call of `@connections` at a stage, signed. */
export async function askConnections(
  stageUrl: string,
  { body, certFile, connectionId, key, method }: ConnectionsCall,
): Promise<Answered> {
  const url = new URL(`${stageUrl}/@connections/${encodeURIComponent(connectionId)}`)
  const signer = new SignatureV4({ service: 'execute-api', region: 'us-east-1', credentials: key, sha256: Sha256 })
  const request = { method, protocol: 'https:', hostname: url.host, path: url.pathname, query: {}, body }
  const { headers } = await signer.sign({ ...request, headers: { host: url.host } })
  return ask(url.href, { method, headers, ...(body !== undefined && { body }), caFile: certFile })
}

export async function openClient(url: string, caFile: string): Promise<ChatClient> {
  const socket = new WebSocket(url, { ca: readFileSync(caFile, 'utf8'), lookup: toThisMachine })
  const messages: string[] = []
  const readers: ((message: string) => void)[] = []
  socket.on('message', (data: Buffer) => {
    const reader = readers.shift()
    if (reader === undefined) messages.push(data.toString())
    else reader(data.toString())
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await once(socket, 'open')
  socket.on('error', () => {})
  const next = async () => messages.shift() ?? (await new Promise<string>((resolve) => readers.push(resolve)))
  socket.send('{"action":"ping"}')
  const connectionId = await next()
  const send = (text: string) => socket.send(text)
  return { connectionId, send, next, unread: () => messages, closed, end: () => socket.terminate() }
}

async function startBackend(): Promise<Backend> {
  let go = Promise.withResolvers<void>()
  let arrived = Promise.withResolvers<void>()
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const text = Buffer.concat(await request.toArray()).toString()
    if (text.startsWith('slow')) {
      arrived.resolve()
      await go.promise
    }
    response.end(text.toUpperCase())
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    letGo() {
      go.resolve()
      go = Promise.withResolvers()
      arrived = Promise.withResolvers()
    },
    waiting: () => arrived.promise,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
