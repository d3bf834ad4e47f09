import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { planTracing } from '../../src/config/plans/tracing-plan.ts'
import { decodeTraces, type ReceivedSpan } from './decode-traces.ts'

export interface OtlpReceiver extends AsyncDisposable {
  readonly endpoint: string
  /** In the order of their arrival. */
  readonly spans: ReceivedSpan[]
  readonly requests: { readonly headers: IncomingMessage['headers']; readonly url: string; readonly bytes: Buffer }[]
}

/** A collector: OTLP over HTTP on a real port, read by the protocol's own field numbers. */
export async function startOtlpReceiver({ status = 200 } = {}): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = []
  const requests: OtlpReceiver['requests'] = []
  const server = createServer((message, response) => {
    const chunks: Buffer[] = []
    message.on('data', (chunk: Buffer) => chunks.push(chunk))
    message.on('end', () => {
      const bytes = Buffer.concat(chunks)
      requests.push({ headers: message.headers, url: message.url ?? '', bytes })
      if (status === 200) spans.push(...decodeTraces(bytes))
      response.writeHead(status, { 'content-type': 'application/x-protobuf' }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function tracingTo({ endpoint }: Pick<OtlpReceiver, 'endpoint'>, variables: Record<string, string> = {}) {
  const { plan } = planTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...variables })
  if (plan === undefined) throw new Error('no tracing')
  return plan
}
