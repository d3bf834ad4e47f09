import { isJsonObject } from '../../crypto/jose/strict-json.ts'
import type { ConnectionAnswer, ConnectionCall } from '../../ports/connection-relay.ts'

/** On the channel between a worker and the process that watches it. Bytes travel as base64. */
export type RelayMessage =
  | { readonly relay: 'call'; readonly to: number; readonly from: number; readonly id: number; readonly call: WireCall }
  | { readonly relay: 'answer'; readonly to: number; readonly id: number; readonly answer: ConnectionAnswer }

export type WireCall = Omit<ConnectionCall, 'request'> & { readonly request: WireRequest }

export type WireRequest =
  | { readonly kind: 'describe' | 'close' }
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'send'; readonly base64: string }

/** Undefined for what else goes over the channel. It has no other ends than ours, so the inside is taken as it is. */
export function relayMessageOf(message: unknown): RelayMessage | undefined {
  if (!isJsonObject(message) || typeof message['to'] !== 'number') return undefined
  return isRelayMessage(message) ? message : undefined
}

function isRelayMessage(message: unknown): message is RelayMessage {
  return isJsonObject(message) && (message['relay'] === 'call' || message['relay'] === 'answer')
}

export function toWire({ request, ...call }: ConnectionCall): WireCall {
  if (request.kind !== 'send') return { ...call, request: { kind: request.kind } }
  const { data } = request
  return {
    ...call,
    request:
      typeof data === 'string'
        ? { kind: 'send', text: data }
        : { kind: 'send', base64: Buffer.from(data).toString('base64') },
  }
}

export function fromWire({ request, ...call }: WireCall): ConnectionCall {
  if (request.kind !== 'send') return { ...call, request: { kind: request.kind } }
  return {
    ...call,
    request: { kind: 'send', data: 'text' in request ? request.text : Buffer.from(request.base64, 'base64') },
  }
}
