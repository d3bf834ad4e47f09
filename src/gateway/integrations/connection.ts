import type { IncomingMessage } from 'node:http'
import type { HeldBytes } from '../request/held-bytes.ts'
import { readBody, type ArrivalLimits } from '../request/request-body.ts'
import type { IntegrationFailure } from './integration-failure.ts'
import type { ResponseWriter } from '../exchange/response-writer.ts'

export type WholeBody = { readonly kind: 'body'; readonly bytes: Buffer } | IntegrationFailure

/** The client's side of a request: what is still to be read of it, and where its answer goes. */
export interface Connection {
  readonly message: IncomingMessage
  readonly writer: ResponseWriter
  /** Reads the body whole, once, however many steps ask for it. */
  readonly wholeBody: () => Promise<WholeBody>
  /** The body, where some step has read it: the message has nothing left then. */
  readonly bytesRead: () => Buffer | undefined
}

export interface ConnectionOptions {
  readonly declaredLength: number | undefined
  readonly limits: ArrivalLimits
  /** Bodies of this process that are read whole, each until its request is over. */
  readonly held: HeldBytes
  readonly onOver: (listener: () => void) => void
}

export function createConnection(
  message: IncomingMessage,
  writer: ResponseWriter,
  { declaredLength, held, limits, onOver }: ConnectionOptions,
): Connection {
  let reading: Promise<WholeBody> | undefined
  let bytes: Buffer | undefined
  const read = async (): Promise<WholeBody> => {
    let isOver = false
    onOver(() => {
      isOver = true
      if (bytes !== undefined) held.add(-bytes.length)
    })
    const outcome = await readBody(message, declaredLength, limits, { held })
    switch (outcome.kind) {
      case 'body':
        bytes = outcome.bytes
        if (isOver) held.add(-bytes.length)
        return outcome
      case 'too-many':
        return { kind: 'unavailable', reason: 'bodies of other requests fill the memory that there is for them' }
      case 'aborted':
        return { kind: 'client-gone', reason: 'client closed the connection' }
      default:
        return { kind: `request-${outcome.kind}`, reason: outcome.kind }
    }
  }
  return {
    message,
    writer,
    wholeBody() {
      reading ??= read()
      return reading
    },
    bytesRead: () => bytes,
  }
}
