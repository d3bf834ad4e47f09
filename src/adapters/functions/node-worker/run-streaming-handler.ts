import { finished } from 'node:stream/promises'
import type { Context } from './context.ts'
import { RuntimeFailure } from './describe-error.ts'
import { onEmptyEventLoop } from './empty-event-loop.ts'
import type { Handler } from './load-handler.ts'
import { ResponseStream, type SendPiece } from './response-stream.ts'

export type StreamingOutcome = { readonly kind: 'streamed' } | { readonly kind: 'error'; readonly error: unknown }

/** Runs one call of a handler that streams: over when it has returned and every piece has been taken. */
export async function runStreamingHandler(
  handler: Handler,
  event: unknown,
  context: Context,
  send: SendPiece,
): Promise<StreamingOutcome> {
  const stream = new ResponseStream(send)
  const { promise: stuck, reject } = Promise.withResolvers<never>()
  const stop = onEmptyEventLoop(() => reject(new Error('Response stream is not finished.')))
  try {
    const over = finished(stream)
    // Told by whatever is awaited below, where that comes first.
    over.catch(() => {})
    const returned = handler(event, stream, context)
    if (!(returned instanceof Promise)) {
      throw new RuntimeFailure('Runtime.StreamError', 'Streaming does not support non-async handlers.')
    }
    await Promise.race([returned.then(() => over), stuck])
    return { kind: 'streamed' }
  } catch (error) {
    return { kind: 'error', error }
  } finally {
    stop()
  }
}
