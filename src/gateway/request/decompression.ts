import { promisify } from 'node:util'
import { gunzip, inflate } from 'node:zlib'
import type { ApiDefinition } from '../definition/api.ts'
import type { GuardedRequest } from './request-guard.ts'
import { findHeader } from '../../http/header-list.ts'
import { largestBodyBytes } from './request-body.ts'

export type ReadableBody =
  | { readonly kind: 'body'; readonly bytes: Buffer }
  | { readonly kind: 'request-too-large'; readonly reason: string }
  | { readonly kind: 'bad-request'; readonly reason: string }

/** GW-06: at most ten times what was sent. A small body may grow to this in any case. */
const MOST_RATIO = 10
const ALWAYS_ALLOWED_BYTES = 64 * 1024

const gunzipAsync = promisify(gunzip)
const inflateAsync = promisify(inflate)

interface SentBody {
  readonly definition: ApiDefinition
  readonly request: GuardedRequest
}

/**
 * The body as templates and models read it: decompressed, where the API has compression on. Undefined where there is
 * nothing to decompress, which is nearly always.
 */
export function decompressedBody(
  { definition: { minimumCompressionSize }, request }: SentBody,
  bytes: Buffer,
): Promise<ReadableBody> | undefined {
  if (minimumCompressionSize === undefined || bytes.length === 0) return undefined
  switch (findHeader(request.headers, 'content-encoding')?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return decompress(gunzipAsync, bytes)
    case 'deflate':
      return decompress(inflateAsync, bytes)
    default:
      return undefined
  }
}

type Decompressor = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>

async function decompress(run: Decompressor, bytes: Buffer): Promise<ReadableBody> {
  const allowed = Math.max(ALWAYS_ALLOWED_BYTES, bytes.length * MOST_RATIO)
  try {
    return { kind: 'body', bytes: await run(bytes, { maxOutputLength: Math.min(allowed, largestBodyBytes) }) }
  } catch (error) {
    // zlib's two ways of failing: more than allowed, or no such format.
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      ? { kind: 'request-too-large', reason: 'decompressed body is too large' }
      : { kind: 'bad-request', reason: 'the body cannot be decompressed' }
  }
}
