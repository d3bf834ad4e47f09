import type { IncomingMessage } from 'node:http'
import { Readable, Transform } from 'node:stream'
import { largestBodyBytes, superviseArrival, type ArrivalLimits } from '../request/request-body.ts'

export interface RequestStream extends Disposable {
  /** Undefined where the request has no body. */
  readonly stream: Readable | undefined
  /** Why the body broke off, where it was not the backend's doing. */
  readonly problem: () => 'request-too-large' | 'request-too-slow' | 'client-gone' | undefined
  readonly onProgress: (listener: () => void) => void
}

const noBody: RequestStream = {
  stream: undefined,
  problem: () => undefined,
  onProgress: () => {},
  [Symbol.dispose]: () => {},
}

/**
 * The body on its way to a backend: counted, watched, and apart from the client's connection, so that a backend that
 * fails in the middle does not tear down the connection the error has to travel on.
 */
export function openRequestBody(message: IncomingMessage, hasBody: boolean, limits: ArrivalLimits): RequestStream {
  if (!hasBody) return noBody
  let problem: ReturnType<RequestStream['problem']>
  let onProgress = () => {}
  let size = 0
  const fail = (cause: 'request-too-large' | 'request-too-slow' | 'client-gone') => {
    problem ??= cause
    stream.destroy(new Error(cause))
  }
  const stream: Transform = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      supervision.arrived(chunk.length)
      onProgress()
      if (size > largestBodyBytes) fail('request-too-large')
      else done(null, chunk)
    },
  })
  const supervision = superviseArrival(
    limits,
    () => fail('request-too-slow'),
    () => !stream.writableNeedDrain && !message.readableEnded,
  )
  // The backend may drop the body before anyone listens for errors on it.
  stream.on('error', () => supervision.stop())
  stream.on('end', () => supervision.stop())
  const onClose = () => {
    if (!message.readableEnded) fail('client-gone')
  }
  message.on('close', onClose).on('error', onClose)
  message.pipe(stream)
  return {
    stream,
    problem: () => problem,
    onProgress: (listener) => {
      onProgress = listener
    },
    [Symbol.dispose]: () => {
      supervision.stop()
      message.off('close', onClose).unpipe(stream)
      if (!stream.destroyed) stream.destroy()
    },
  }
}

/** A body that the gateway has whole: read before, or made by a template. */
export function streamOfBytes(bytes: Uint8Array): RequestStream {
  const stream = bytes.length === 0 ? undefined : Readable.from([bytes])
  return {
    stream,
    problem: () => undefined,
    onProgress: () => {},
    [Symbol.dispose]: () => stream?.destroy(),
  }
}
