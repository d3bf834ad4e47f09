import type { HeaderList } from '../../../http/header-list.ts'
import { sameAs, type ResponseWriter } from '../../exchange/response-writer.ts'
import type { KeptResponse } from './response-cache.ts'

/** API Gateway's largest entry. */
export const largestKeptBytes = 1_048_576

export interface KeepingListener {
  readonly onHead: (status: number, headers: HeaderList) => void
  readonly onTooLarge: () => void
}

/** Passes an answer on as it comes, and has it whole in the end. Undefined where it broke off or is too large to keep. */
export function keepingWriter(
  writer: ResponseWriter,
  listener: KeepingListener,
): {
  readonly writer: ResponseWriter
  readonly kept: () => KeptResponse | undefined
} {
  let chunks: Uint8Array[] = []
  let size = 0
  let head: { readonly status: number; readonly headers: HeaderList } | undefined
  let isWhole = false
  return {
    writer: {
      ...sameAs(writer),
      writeHead(status, headers) {
        head = { status, headers }
        listener.onHead(status, headers)
        writer.writeHead(status, headers)
      },
      write(chunk) {
        size += chunk.length
        if (size <= largestKeptBytes) chunks.push(chunk)
        else if (chunks.length > 0) {
          chunks = []
          listener.onTooLarge()
        }
        return writer.write(chunk)
      },
      end() {
        isWhole = true
        writer.end()
      },
    },
    kept: () =>
      head === undefined || !isWhole || size > largestKeptBytes ? undefined : { ...head, body: Buffer.concat(chunks) },
  }
}
