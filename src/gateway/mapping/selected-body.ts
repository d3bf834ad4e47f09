import type { PayloadMappingPart } from '../definition/parameter-mapping.ts'
import type { HeaderList } from '../../http/header-list.ts'
import { createPayload, requestPayloadLimits, type Payload } from './payload.ts'

/** An HTTP API looks at no more of a body than this (developer guide, "Parameter mapping"). */
const LONGEST_BODY = 100 * 1024

/** A body as the mappings of HTTP APIs see it; what is cut off is no JSON any more. */
export function selectedBody(bytes: Uint8Array, headers: HeaderList = []): Payload {
  const { buffer, byteLength, byteOffset } = bytes
  const text = Buffer.from(buffer, byteOffset, Math.min(byteLength, LONGEST_BODY)).toString('utf8')
  return { ...createPayload(text, requestPayloadLimits, headers), text }
}

export function readsBody(values: readonly (readonly PayloadMappingPart[])[]): boolean {
  return values.some((parts) => parts.some(({ from }) => from === 'body'))
}
