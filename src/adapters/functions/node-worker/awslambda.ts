import type { ResponseStream } from './response-stream.ts'

/** How Lambda's runtime marks a handler that streams. Frameworks set it themselves too. */
const marker = Symbol.for('aws.lambda.runtime.handler.streaming')
const delimiter = new Uint8Array(8)

/** The global `awslambda` of Lambda's Node.js runtimes. */
export const awslambda = {
  streamifyResponse(handler: object): object {
    Reflect.set(handler, marker, 'response')
    return handler
  },
  HttpResponseStream: {
    /** The status and the headers go before the body, behind them eight zero bytes. */
    from(stream: Pick<ResponseStream, '_onBeforeFirstWrite' | 'setContentType'>, prelude: unknown): unknown {
      stream.setContentType('application/vnd.awslambda.http-integration-response')
      stream._onBeforeFirstWrite = (write) => {
        write(JSON.stringify(prelude))
        write(delimiter)
      }
      return stream
    },
  },
}

export function isStreaming(handler: object): boolean {
  return Reflect.get(handler, marker) === 'response'
}
