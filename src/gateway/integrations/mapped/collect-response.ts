import type { HeaderList } from '../../../http/header-list.ts'
import type { ClientSide, ResponseWriter } from '../../exchange/response-writer.ts'

export interface CollectedResponse {
  readonly headers: HeaderList
  readonly body: Buffer
}

/** Takes a backend's answer whole instead of passing it on. Undefined where it broke off. */
export function collectResponse(client: ClientSide): {
  readonly writer: ResponseWriter
  readonly response: () => CollectedResponse | undefined
} {
  const chunks: Uint8Array[] = []
  let headers: HeaderList | undefined
  let isWhole = false
  return {
    writer: {
      writeHead: (_status, sent) => {
        headers = sent
      },
      write(chunk) {
        chunks.push(chunk)
        return true
      },
      end: () => {
        isWhole = true
      },
      destroy: () => {},
      isHeadWritten: () => headers !== undefined,
      isClientGone: () => client.isClientGone(),
      onDrain: () => {},
      onClientGone: (listener) => client.onClientGone(listener),
    },
    response: () => (headers === undefined || !isWhole ? undefined : { headers, body: Buffer.concat(chunks) }),
  }
}
