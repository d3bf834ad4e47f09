import { spellAmznRoot } from '../../http/trace-context.ts'
import type { Random } from '../../ports/random.ts'
import type { EventFacts } from './route-event.ts'

const ID_BYTES = 11
const PLACE_BYTES = 5

/** As API Gateway's extended request ids: eleven bytes, one sign of padding. */
export function newId({ bytes }: Pick<Random, 'bytes'>): string {
  return Buffer.from(bytes(ID_BYTES)).toString('base64')
}

/**
 * The same in letters that may stand in a path. Its first five bytes say which of several processes
 * holds the connection. Six of chance remain: it is no secret, and a process has thousands of them at most.
 */
export function newConnectionId({ bytes }: Pick<Random, 'bytes'>, place: number | undefined): string {
  const id = Buffer.from(bytes(ID_BYTES))
  if (place !== undefined) id.writeUIntBE(place, 0, PLACE_BYTES)
  return id.toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}

/** Undefined for what is no id. */
export function placeOfConnection(connectionId: string): number | undefined {
  const id = Buffer.from(connectionId, 'base64url')
  return id.length === ID_BYTES ? id.readUIntBE(0, PLACE_BYTES) : undefined
}

/** `X-Amzn-Trace-Id` of an event: of its trace, where it has one. */
export function traceIdOf({ at, requestId, trace }: Pick<EventFacts, 'at' | 'requestId' | 'trace'>): string {
  if (trace !== undefined) return spellAmznRoot(trace.span.context.traceId)
  const seconds = Math.floor(at.getTime() / 1000).toString(16)
  return `Root=1-${seconds.padStart(8, '0')}-${Buffer.from(requestId, 'base64').toString('hex')}00`
}
