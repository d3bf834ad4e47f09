import { parseStrictJson } from '../../../crypto/jose/strict-json.ts'
import type { RemappedHeaders } from '../../definition/integration.ts'
import type { HeaderList } from '../../../http/header-list.ts'
import { readStreamPrelude } from '../lambda-result.ts'

export type Prelude =
  /** More bytes are needed. */
  | { readonly kind: 'open' }
  | { readonly kind: 'head'; readonly status: number; readonly headers: HeaderList; readonly rest: Uint8Array }
  | { readonly kind: 'malformed'; readonly reason: string }

const delimiter = Buffer.alloc(8)
/** API Gateway looks no further for the end of the metadata. */
const largestPrelude = 16 * 1024

/** Takes the pieces of a streamed answer until its status and headers are known. */
export function createPreludeReader(remapped: RemappedHeaders): (piece: Uint8Array) => Prelude {
  let held = Buffer.alloc(0)
  return (piece) => {
    held = Buffer.concat([held, piece])
    const end = held.indexOf(delimiter)
    if (end === -1 && held.length < largestPrelude) return { kind: 'open' }
    if (end === -1 || end > largestPrelude) return { kind: 'malformed', reason: 'no end of the metadata within 16 KB' }
    const metadata = parseStrictJson(held.subarray(0, end))
    const head = readStreamPrelude(metadata, remapped)
    if (head === undefined) return { kind: 'malformed', reason: 'malformed metadata' }
    return { kind: 'head', ...head, rest: held.subarray(end + delimiter.length) }
  }
}
