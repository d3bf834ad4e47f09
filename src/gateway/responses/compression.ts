import { promisify } from 'node:util'
import { createDeflate, createGzip, deflate, gzip } from 'node:zlib'
import type { Exchange } from '../exchange/exchange.ts'
import { findHeader, headerValues, withHeader, withoutHeaders, type HeaderList } from '../../http/header-list.ts'
import { sameAs, type ResponseWriter } from '../exchange/response-writer.ts'
import type { Reply } from '../exchange/reply.ts'

type Encoding = 'gzip' | 'deflate'

const gzipAsync = promisify(gzip)
const deflateAsync = promisify(deflate)

/** Compresses a whole answer, in the thread pool, where the API asks for it and the client takes it. */
export async function compressedReply(exchange: Exchange, reply: Reply): Promise<Reply> {
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body
  const encoding = encodingFor(exchange, { status: reply.status, headers: reply.headers, length: body.length })
  if (encoding === undefined) return reply
  const bytes = await (encoding === 'gzip' ? gzipAsync(body) : deflateAsync(body))
  return { ...reply, headers: encodedHeaders(reply.headers, encoding), body: bytes }
}

/** The same for an answer that is streamed: what the backend sends is compressed on its way. */
export function compressingWriter(exchange: Exchange, writer: ResponseWriter): ResponseWriter {
  let encoder: ReturnType<typeof createGzip | typeof createDeflate> | undefined
  let onDrain = () => {}
  return {
    ...sameAs(writer),
    writeHead(status, headers) {
      const declared = findHeader(headers, 'content-length')
      const length = declared === undefined ? Infinity : Number(declared)
      const encoding = encodingFor(exchange, { status, headers, length })
      if (encoding === undefined) {
        writer.writeHead(status, headers)
        return
      }
      writer.writeHead(
        status,
        withoutHeaders(encodedHeaders(headers, encoding), (name) => name === 'content-length'),
      )
      const stream = encoding === 'gzip' ? createGzip() : createDeflate()
      encoder = stream
      stream.on('data', (chunk: Buffer) => {
        if (!writer.write(chunk)) stream.pause()
      })
      stream.on('end', () => writer.end())
      stream.on('error', () => writer.destroy())
      stream.on('drain', () => onDrain())
      writer.onDrain(() => stream.resume())
      writer.onClientGone(() => stream.destroy())
    },
    write: (chunk) => (encoder === undefined ? writer.write(chunk) : encoder.write(chunk)),
    end: () => {
      if (encoder === undefined) writer.end()
      else encoder.end()
    },
    destroy: () => {
      encoder?.destroy()
      writer.destroy()
    },
    onDrain(listener) {
      onDrain = listener
      writer.onDrain(listener)
    },
  }
}

interface UncompressedHead {
  readonly status: number
  readonly headers: HeaderList
  readonly length: number
}

function encodingFor(
  { definition: { minimumCompressionSize }, request }: Exchange,
  { status, headers, length }: UncompressedHead,
): Encoding | undefined {
  if (minimumCompressionSize === undefined || length < minimumCompressionSize || length === 0) return undefined
  if (status === 204 || status === 304 || request.method === 'HEAD') return undefined
  // A part of a body is counted in its own bytes, and what is encoded already is not encoded twice.
  if (status === 206 || findHeader(headers, 'content-encoding') !== undefined) return undefined
  return acceptedEncoding(headerValues(request.headers, 'accept-encoding').join(','))
}

/** RFC 9110 section 12.5.3: the encoding of the highest weight; gzip goes before deflate. Nothing unless it is asked for. */
function acceptedEncoding(accepted: string): Encoding | undefined {
  const weights = new Map<string, number>()
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1'
    if (name !== '') weights.set(name === 'x-gzip' ? 'gzip' : name, Number(weight) || 0)
  }
  const weightOf = (name: string) => weights.get(name) ?? weights.get('*') ?? 0
  const best = weightOf('deflate') > weightOf('gzip') ? 'deflate' : 'gzip'
  return weightOf(best) > 0 && weightOf(best) >= (weights.get('identity') ?? 0) ? best : undefined
}

function encodedHeaders(headers: HeaderList, encoding: Encoding): HeaderList {
  return withHeader(headers, 'Content-Encoding', encoding)
}
