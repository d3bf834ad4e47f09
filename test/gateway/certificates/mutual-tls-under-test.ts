import { once } from 'node:events'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { executeApiHandler } from '../../../src/compose/hosts/execute-api-handler.ts'
import { mutualTlsOf } from '../../../src/compose/hosts/domain-certificates.ts'
import type { Gateway } from '../../../src/gateway/gateway.ts'
import { createGateway } from '../../../src/gateway/handler.ts'
import { definitionFromTemplate } from '../../../src/gateway/loading/definition-from-template.ts'
import type { LogSink } from '../../../src/ports/log-sink.ts'
import { startServer } from '../../../src/server/server.ts'
import { accountId, functionArn, invocationUri, now, region, resource } from '../gateway-under-test.ts'
import { makeCertificate, type TestCertificate } from './test-certificates.ts'

export const one = makeCertificate({ name: 'Authority one', isAuthority: true })
export const two = makeCertificate({ name: 'Authority two', isAuthority: true })
export const ada = makeCertificate({ name: 'ada', issuer: one })
export const bob = makeCertificate({ name: 'bob', issuer: two })
const listenerAuthority = makeCertificate({ name: 'Listener authority', isAuthority: true })
export const serverNames = ['one.example.com', 'two.example.com', 'open.example.com', 'http.example.com', 'localhost']

/** Clients of `one` and `http` come from the first authority, those of `two` from the second; `open` asks nobody. */
export function domains() {
  const truststore = (name: string) => ({ MutualTlsAuthentication: { TruststoreUri: `${name}.pem` } })
  const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('echo') }
  const who = '$context.identity.clientCert.subjectDN until $context.identity.clientCert.validity.notAfter'
  const mapped = {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: { default: { statusCode: 200, responseTemplates: { 'application/json': `{"who": "${who}"}` } } },
  }
  const restDomain = (id: string, more: object) => [
    resource(id, 'AWS::ApiGateway::DomainName', { DomainName: `${id}.example.com`, ...more }),
    resource(`${id}Mapping`, 'AWS::ApiGateway::BasePathMapping', {
      DomainName: `${id}.example.com`,
      RestApiId: 'rest',
      Stage: 'v1',
    }),
  ]
  const format = ['subjectDN', 'issuerDN', 'serialNumber', 'validity.notBefore', 'validity.notAfter']
    .map((name) => `$context.identity.clientCert.${name}`)
    .join(' ')
  const DestinationArn = `arn:aws:logs:${region}:${accountId}:log-group:api`
  return [
    resource('Rest', 'AWS::ApiGateway::RestApi', {
      DisableExecuteApiEndpoint: true,
      Body: {
        openapi: '3.0.1',
        paths: {
          '/{proxy+}': { 'x-amazon-apigateway-any-method': { 'x-amazon-apigateway-integration': integration } },
          '/mapped': { get: { 'x-amazon-apigateway-integration': mapped } },
        },
      },
    }),
    resource('RestStage', 'AWS::ApiGateway::Stage', {
      RestApiId: 'rest',
      StageName: 'v1',
      AccessLogSetting: { DestinationArn, Format: format },
    }),
    resource('Http', 'AWS::ApiGatewayV2::Api', {
      Name: 'http',
      ProtocolType: 'HTTP',
      Target: functionArn('echo'),
    }),
    ...restDomain('one', truststore('one')),
    ...restDomain('two', truststore('two')),
    ...restDomain('open', {}),
    resource('HttpDomain', 'AWS::ApiGatewayV2::DomainName', { DomainName: 'http.example.com', ...truststore('one') }),
    resource('HttpMapping', 'AWS::ApiGatewayV2::ApiMapping', {
      DomainName: 'http.example.com',
      ApiId: 'http',
      Stage: '$default',
    }),
  ]
}

export interface MutualTlsUnderTest extends AsyncDisposable {
  readonly gateway: Gateway
  readonly port: number
  readonly plainPort: number
  readonly lines: readonly string[]
  readonly replaceTruststore: (name: string, pem: string) => void
}

/** With `asksNobody` the defect is there that the attacks must find: neither the listener nor the gateway asks. */
export async function startMutualTls({ asksNobody = false } = {}): Promise<MutualTlsUnderTest> {
  const truststores = new Map([
    ['one.pem', one.certificate],
    ['two.pem', two.certificate],
  ])
  const definition = () => {
    const read = definitionFromTemplate(domains(), {
      region,
      accountId,
      readTruststore: (uri) => ({ pem: truststores.get(uri) ?? '' }),
    })
    const open = read.domains.map((domain) => ({ ...domain, truststore: undefined }))
    return asksNobody ? { ...read, domains: open } : read
  }
  const lines: string[] = []
  const sink: LogSink = { write: async (batch) => void lines.push(...batch) }
  const silent = () => {}
  let counter = 0
  const random = { bytes: (size: number) => Buffer.alloc(size, (counter += 1) % 256) }
  const gateway = createGateway({
    definition: definition(),
    keySource: { find: () => undefined },
    functions: {
      invoke: async ({ payload }) => ({ kind: 'success', payload: { statusCode: 200, body: JSON.stringify(payload) } }),
      stream: async () => ({ kind: 'unavailable', reason: 'none' }),
    },
    clock: { now: () => now },
    random,
    log: { info: silent, error: silent },
    findLogSink: () => sink,
  })
  const pairs = new Map(
    serverNames.map((name) => {
      const { certificate, key } = makeCertificate({ name, issuer: listenerAuthority, usage: 'server', names: [name] })
      return [name, { certificate, privateKey: key }]
    }),
  )
  const log = { debug: silent, info: silent, warn: silent, error: silent }
  const server = await startServer({
    names: { baseHost: 'localhost', development: true },
    listen: [
      {
        scheme: 'https',
        host: '127.0.0.1',
        port: 0,
        certificates: { forServerName: async (name) => pairs.get(name.toLowerCase()) },
        defaultName: 'localhost',
        mutualTls: mutualTlsOf(gateway),
        log,
      },
      { scheme: 'http', host: '127.0.0.1', port: 0 },
    ],
    routes: { executeApi: executeApiHandler(gateway) },
    customDomain: async (host) => (gateway.servesDomain(host) ? 'executeApi' : undefined),
    trustedProxies: () => false,
    isReady: async () => true,
    drain: { deadlineMilliseconds: 500 },
    random,
    log,
  })
  const [port = 0, plainPort = 0] = server.ports
  return {
    gateway,
    port,
    plainPort,
    lines,
    replaceTruststore(name, pem) {
      truststores.set(name, pem)
      gateway.replace(definition())
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await gateway[Symbol.asyncDispose]()
    },
  }
}

export interface Handshake extends ConnectionOptions {
  readonly name?: string
  readonly as?: TestCertificate | undefined
  /** What goes along with the certificate. */
  readonly chain?: readonly TestCertificate[]
}

export async function openTls(port: number, { name, as, chain = [], ...more }: Handshake): Promise<TLSSocket> {
  const socket = connect({
    host: '127.0.0.1',
    port,
    ca: listenerAuthority.certificate,
    checkServerIdentity: () => undefined,
    ...(name !== undefined && { servername: name }),
    ...(as && { key: as.key, cert: [as, ...chain].map(({ certificate }) => certificate).join('') }),
    ...more,
  })
  socket.on('error', () => {})
  await once(socket, 'secureConnect')
  return socket
}

export interface HttpAnswer {
  readonly status: number
  readonly json: any
}

/** One request on a connection that stays open. Rejects where the connection ends instead. */
export async function askOn(socket: TLSSocket, host: string, path = '/x'): Promise<HttpAnswer> {
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  let text = ''
  for (;;) {
    const [chunk] = (await Promise.race([
      once(socket, 'data'),
      once(socket, 'close').then(() => Promise.reject(new Error('closed'))),
    ])) as [Buffer]
    text += chunk.toString('latin1')
    const [head = '', body = ''] = text.split('\r\n\r\n')
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN)
    if (!text.includes('\r\n\r\n') || body.length < length) continue
    const isJson = body.startsWith('{')
    return { status: Number(head.slice(9, 12)), json: isJson ? JSON.parse(body) : body }
  }
}

/** A status, or `closed` where the handshake or the connection ends. */
export async function attempt(port: number, handshake: Handshake, ...hosts: string[]): Promise<number | 'closed'> {
  let status: number | 'closed' = 'closed'
  try {
    const socket = await openTls(port, handshake)
    try {
      for (const host of hosts) status = (await askOn(socket, host)).status
    } finally {
      socket.destroy()
    }
  } catch {
    return 'closed'
  }
  return status
}
