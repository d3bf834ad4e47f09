import { newUuid } from '../../crypto/identifiers.ts'
import type { Random } from '../../ports/random.ts'
import type { ApiKind } from '../definition/api.ts'
import { findHeader, type HeaderList } from '../../http/header-list.ts'

export interface RequestIds {
  readonly requestId: string
  readonly extendedRequestId: string
  readonly traceId: string
}

/** REST ids are UUIDs with a short extended id beside them; an HTTP API has the short one only. */
export function newRequestIds(kind: ApiKind, headers: HeaderList, now: Date, random: Random): RequestIds {
  // One draw for all three: the generator is what they cost.
  const drawn = random.bytes(kind === 'REST' ? 11 + 12 + 16 : 11 + 12)
  const bytes = Buffer.isBuffer(drawn) ? drawn : Buffer.from(drawn)
  const extendedRequestId = bytes.toString('base64', 0, 11)
  return {
    requestId: kind === 'REST' ? newUuid(() => bytes.subarray(23)) : extendedRequestId,
    extendedRequestId,
    traceId: traceIdOf(headers, now, bytes),
  }
}

/** A caller's trace goes on where it has the one form there is. */
function traceIdOf(headers: HeaderList, now: Date, bytes: Buffer): string {
  const sent = findHeader(headers, 'x-amzn-trace-id')
  if (sent !== undefined && /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}(?:;[\w=;.:-]{0,128})?$/.test(sent)) return sent
  const seconds = Math.floor(now.getTime() / 1000)
    .toString(16)
    .padStart(8, '0')
  return `Root=1-${seconds}-${bytes.toString('hex', 11, 23)}`
}
