import { headersFromRaw } from '../http/headers.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import type { Exchange, Handler } from './exchange.ts'
import type { Destination } from './host-routing.ts'
import { readBody } from './limits.ts'

export interface RecordHandlerOptions<Kind extends Destination['kind']> {
  /** For the whole surface, or by the target of a request. */
  readonly maxBodyBytes: number | ((url: string) => number)
  readonly handle: (
    request: HttpRequest,
    destination: Extract<Destination, { kind: Kind }>,
    exchange: Exchange,
  ) => Promise<HttpResponse>
}

/** Binds a surface that works on plain records (`src/http/message.ts`) to a listener: reads the body, writes the answer. */
export function recordHandler<Kind extends Destination['kind']>({
  maxBodyBytes,
  handle,
}: RecordHandlerOptions<Kind>): Handler<Kind> {
  return async (exchange, destination) => {
    const { request, response, client } = exchange
    const reading = await readBody(
      request,
      typeof maxBodyBytes === 'number' ? maxBodyBytes : maxBodyBytes(destination.url),
    )
    if (reading.kind === 'aborted') return
    if (reading.kind === 'too-large') {
      // What is still on its way would be taken for the next request.
      response.writeHead(413, { connection: 'close', 'content-type': 'application/json' })
      response.end(JSON.stringify({ message: 'Request Entity Too Large' }))
      return
    }
    const record: HttpRequest = {
      method: request.method ?? '',
      url: destination.url,
      headers: headersFromRaw(request.rawHeaders),
      body: reading.body,
      sourceIp: client.sourceIp,
    }
    writeRecord(exchange, await handle(record, destination, exchange))
  }
}

function writeRecord({ request, response }: Exchange, { status, headers, body }: HttpResponse): void {
  if (response.destroyed) return
  for (const [name, value] of Object.entries(headers))
    response.setHeader(name, typeof value === 'string' ? value : [...value])
  response.statusCode = status
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body
  const mayHaveBody = status !== 204 && status !== 304
  if (mayHaveBody) response.setHeader('content-length', bytes.byteLength)
  response.end(mayHaveBody && request.method !== 'HEAD' ? bytes : undefined)
}
