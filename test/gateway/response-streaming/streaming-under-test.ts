import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import type { FunctionStreams, StreamEnd, StreamingCall } from '../../../src/ports/functions.ts'
import { functionArn, region, resource, startBackend, startGateway } from '../gateway-under-test.ts'
import type { Backend, UnderTest, UnderTestOptions } from '../gateway-under-test.ts'

const started: AsyncDisposable[] = []

/** For `after` of each file: hooks of a module that files share would be of the first of them alone. */
export async function closeStarted(): Promise<void> {
  for (const one of started.splice(0)) await one[Symbol.asyncDispose]()
}

export const delimiter = '\0'.repeat(8)
const logArn = `arn:aws:logs:${region}:123456789012:log-group:api`

export function streamingUri(name: string): string {
  const path = `2021-11-15/functions/${functionArn(name)}/response-streaming-invocations`
  return `arn:aws:apigateway:${region}:lambda:path/${path}`
}

interface Api {
  readonly integrations: Readonly<Record<string, object>>
  readonly properties?: object
  readonly format?: string
}

/** A REST API with one GET for each integration. */
export function restApi({ integrations, properties = {}, format }: Api) {
  const paths = Object.entries(integrations).map(([path, integration]) => [
    path,
    { 'x-amazon-apigateway-any-method': { 'x-amazon-apigateway-integration': integration } },
  ])
  return [
    resource('Api', 'AWS::ApiGateway::RestApi', {
      Body: { openapi: '3.0.1', paths: Object.fromEntries(paths) },
      EndpointConfiguration: { Types: ['REGIONAL'] },
      ...properties,
    }),
    resource('Stage', 'AWS::ApiGateway::Stage', {
      RestApiId: 'api',
      StageName: 'v1',
      ...(format !== undefined && { AccessLogSetting: { DestinationArn: logArn, Format: format } }),
    }),
  ]
}

export const overLambda = (name: string, more: object = {}) => ({
  type: 'aws_proxy',
  uri: streamingUri(name),
  responseTransferMode: 'STREAM',
  ...more,
})
export const overHttp = (uri: string, more: object = {}) => ({
  type: 'http_proxy',
  uri,
  httpMethod: 'ANY',
  responseTransferMode: 'STREAM',
  ...more,
})

export async function gateway(options: UnderTestOptions): Promise<UnderTest> {
  const opened = await startGateway(options)
  started.push(opened)
  return opened
}

export async function backend(answer: Parameters<typeof startBackend>[0]): Promise<Backend> {
  const opened = await startBackend(answer)
  started.push(opened)
  return opened
}

/** A streaming function: what it does with the call is the test's. */
export const streaming = (
  run: (call: StreamingCall, write: (text: string) => Promise<void>) => Promise<StreamEnd | void>,
) =>
  (async (call) =>
    (await run(call, (text) => call.write(Buffer.from(text, 'latin1')))) ?? {
      kind: 'complete',
    }) satisfies FunctionStreams['stream']

export const says = (...pieces: string[]) =>
  streaming(async (_, write) => {
    for (const piece of pieces) await write(piece)
  })

export async function open(port: number, path: string, method = 'GET'): Promise<IncomingMessage> {
  const request = httpRequest({ host: '127.0.0.1', port, path, method, agent: false })
  request.on('error', () => {})
  request.end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return response
}

export async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1')
}
